// A session as Vue sees it: opened with the page, ended with it, at rest while nobody looks.
import { useData, withBase } from 'vitepress';
import { computed, onBeforeUnmount, onMounted, ref, shallowReactive, shallowRef } from 'vue';
import type { Ref } from 'vue';
import { commandOf, firstStart } from './about.ts';
import type { About, Preset, Setting, Start } from './about.ts';
import { Client } from './client.ts';
import { fromQuery, toQuery } from './permalink.ts';
import type { Frame, Result, Slice } from './protocol.ts';
import { missingSupport } from './support.ts';
import { watchSeen } from './watch-seen.ts';

/** @param root - the element that is looked at, or not. */
export function useLive(about: About, root: Ref<HTMLElement | null>) {
  const state = makeState(about);
  const actions = makeActions(about, state);
  let stop = (): void => {};
  onMounted(() => {
    state.problem.value = missingSupport();
    if (state.problem.value) return;
    state.wantsPlay.value = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const unwatch = watchSeen(root, (visible) => {
      if (visible && !state.client.value) begin();
      actions.see(visible);
    });
    stop = () => {
      unwatch();
      state.client.value?.dispose();
      state.client.value = undefined;
    };
  });
  /** When it is seen first: a demo further down does not keep those above from starting. */
  function begin(): void {
    state.client.value = new Client(about, withBase('/'), state.watching);
    actions.open(fromQuery(about, location.search));
  }
  onBeforeUnmount(() => stop());

  /** What a reader who follows the link sees: this training, as far as it is now. */
  const here = computed<Start>(() => ({
    ...state.start.value,
    settings: state.settings.value,
    step: state.start.value.from === 'scratch' ? (state.frame.value?.progress?.step ?? 0) : 0,
  }));
  return {
    ...state,
    ...actions,
    isDark: useData().isDark,
    command: computed(() => commandOf(about, here.value)),
    link: () => `${location.origin}${location.pathname}?${toQuery(about, here.value)}`,
  };
}

export type Live = ReturnType<typeof useLive>;

type State = ReturnType<typeof makeState>;

/** What the page shows. */
function makeState(about: About) {
  const start = shallowRef<Start>(firstStart(about));
  const frame = shallowRef<Frame>();
  const result = shallowRef<Result>();
  const problem = ref<string>();
  const client = shallowRef<Client>();
  /** All slices of this training; `count` tells that some have come. */
  const slices = shallowReactive<{ all: Slice[]; count: number }>({ all: [], count: 0 });
  const watching = {
    frame: (next: Frame): void => {
      frame.value = next;
      slices.all.push(...next.slices);
      slices.count = slices.all.length;
      requestAnimationFrame(() => client.value?.drawn());
    },
    result: (value: Result): void => void (result.value = value),
    error: (message: string): void => void (problem.value = message),
  };
  return {
    ...{ start, frame, result, problem, client, slices, watching },
    wantsPlay: ref(false),
    speed: ref(about.speed),
    settings: computed(() => frame.value?.settings ?? start.value.settings),
  };
}

/** What the reader may do. */
function makeActions(about: About, state: State) {
  const { start, client, wantsPlay, speed, slices } = state;
  let isSeen = true;

  function open(next: Start): void {
    start.value = next;
    state.result.value = undefined;
    state.problem.value = undefined;
    slices.all = [];
    slices.count = 0;
    client.value
      ?.open(next)
      .then(() => {
        client.value?.speed(speed.value);
        if (wantsPlay.value && isSeen) client.value?.play();
      })
      .catch((error: unknown) => (state.problem.value = String(error)));
  }

  return {
    open,
    reset: () => open(firstStart(about)),
    fromScratch: (seed: number, preset: Preset) => {
      wantsPlay.value = true;
      open({ from: 'scratch', step: 0, seed, preset, settings: state.settings.value });
    },
    play: (on: boolean) => {
      wantsPlay.value = on;
      if (on && isSeen) client.value?.play();
      else client.value?.pause();
    },
    step: () => {
      wantsPlay.value = false;
      client.value?.step();
    },
    /** Lets the session rest while it is not on the screen. */
    see: (visible: boolean) => {
      isSeen = visible;
      if (!wantsPlay.value) return;
      if (visible) client.value?.play();
      else client.value?.pause();
    },
    setSpeed: (value: number) => {
      speed.value = value;
      client.value?.speed(value);
    },
    set: (name: string, value: Setting) => {
      start.value = { ...start.value, settings: { ...state.settings.value, [name]: value } };
      client.value?.set(name, value);
    },
  };
}
