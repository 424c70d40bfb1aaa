export const saccade = [];
