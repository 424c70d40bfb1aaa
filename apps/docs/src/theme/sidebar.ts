import type { DefaultTheme } from 'vitepress';

export function readSidebar(): DefaultTheme.Sidebar {
  return [
    {
      text: 'Live',
      items: [{ text: 'Look', link: '/live/look' }],
    },
  ];
}
