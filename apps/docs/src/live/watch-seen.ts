import type { Ref } from 'vue';

/**
 * Tells whether the element is on the screen and the page in front.
 * @returns to be called when nobody wants to know any more.
 */
export function watchSeen(root: Ref<HTMLElement | null>, see: (visible: boolean) => void): () => void {
  let onScreen = true;
  const tell = (): void => see(onScreen && document.visibilityState === 'visible');
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.some(({ isIntersecting }) => isIntersecting);
    tell();
  });
  if (root.value) observer.observe(root.value);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
