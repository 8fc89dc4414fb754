import type { ComponentChild } from 'preact';
import { CannotShow } from '../blocks/cannot-show.tsx';
import { FieldContext, useField } from '../blocks/field.ts';
import { Picture, type WirePicture } from '../blocks/picture.tsx';
import { Button, type WireButton } from './button.tsx';
import { DateTimeInput, type WireDateTime } from './date-time-input.tsx';
import { Feedback, type WireFeedback } from './feedback.tsx';
import { IconButton, type WireIconButton } from './icon-button.tsx';
import { Overflow, type WireOverflow } from './overflow.tsx';
import { Select, type WireSelect } from './select.tsx';
import { TextInput, type WireTextInput } from './text-input.tsx';
import { TickBoxes, type WireTickBoxes } from './tick-boxes.tsx';

export interface WireElement {
  type: string;
  action_id?: string;
}

/** One interactive element (or image) of a block. */
export function ElementView({ element }: { element: WireElement }) {
  const field = useField();
  const controlId = nameControl(field.controlId, element);
  return (
    <FieldContext.Provider value={{ ...field, controlId }}>{pickElement(element)}</FieldContext.Provider>
  );
}

/** The document id of an element's control, within its block's. */
export function nameControl(blockDomId: string, element: WireElement): string {
  return element.action_id ? `${blockDomId}-${element.action_id}` : blockDomId;
}

function pickElement(element: WireElement): ComponentChild {
  if (element.type.endsWith('_select')) return <Select element={element as WireSelect} />;
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element as WireButton} />;
    case 'overflow':
      return <Overflow element={element as WireOverflow} />;
    case 'image':
      return <Picture image={element as unknown as WirePicture} small />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput element={element as WireTextInput} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <TickBoxes element={element as WireTickBoxes} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateTimeInput element={element as WireDateTime} />;
    case 'feedback_buttons':
      return <Feedback element={element as unknown as WireFeedback} />;
    case 'icon_button':
      return <IconButton element={element as unknown as WireIconButton} />;
    default:
      return <CannotShow what={`element "${element.type}"`} />;
  }
}
