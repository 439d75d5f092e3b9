/** What tests use of jsdom, which ships no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options?: { url?: string; pretendToBeVisual?: boolean; virtualConsole?: VirtualConsole });
    window: any;
  }
  export class VirtualConsole {
    on(event: 'jsdomError', listener: (error: Error & { cause?: Error }) => void): this;
  }
}
