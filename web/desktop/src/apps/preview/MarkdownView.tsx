import { useEffect, useRef } from 'react';
import './markdown.css';
import { render } from './markdown';
import { TextFrame, type TextProps } from './TextFrame';

export default function MarkdownView(props: TextProps) {
  return <TextFrame {...props}>{(text) => <Article text={text} path={props.path} />}</TextFrame>;
}

function Article({ text, path }: { readonly text: string; readonly path: string }) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    article.current?.replaceChildren(render(text, path));
  }, [text, path]);
  return <article ref={article} className="prose" />;
}
