import { TextFrame, type TextProps } from './TextFrame';

/** A text as it is, in even steps. */
export const TextView = (props: TextProps) => (
  <TextFrame {...props}>
    {(text) => (
      <pre className="px-5 py-4 font-mono text-[13px] leading-5 whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:4]">
        {text === '' ? <span className="text-muted">This file is empty.</span> : text}
      </pre>
    )}
  </TextFrame>
);
