import { Component, type ComponentChildren } from 'preact';
import type { WireBlock } from './blocks.tsx';
import { CannotShow } from './cannot-show.tsx';

interface GuardProps {
  type: string;
  block: WireBlock;
  children: ComponentChildren;
}

/** A block that is not what Slack's reference says takes down itself only. */
export class BlockGuard extends Component<GuardProps, { broken: WireBlock | undefined }> {
  override state: { broken: WireBlock | undefined } = { broken: undefined };

  override componentDidCatch() {
    this.setState({ broken: this.props.block });
  }

  override render() {
    if (this.state.broken === this.props.block)
      return <CannotShow what={`this block "${this.props.type}"`} />;
    return this.props.children;
  }
}
