import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { PAPER_KINDS, type PaperKind, type Signing } from '../../common/protocol/signing.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { TextArea, TextInput } from '../parts/inputs.tsx';
import { ListPanel } from '../parts/list-panel.tsx';
import { Confirmed } from '../parts/states.tsx';
import { sayCommon, sayRefusal, saySetting } from '../words.ts';

const PAPER_WORDS = {
  all: 'paperAll',
  report: 'paperReport',
  roster: 'paperRoster',
  month: 'paperMonth',
  listing: 'paperListing',
} as const satisfies Readonly<Record<PaperKind, string>>;

const FIRST: Signing = {
  paper: 'all',
  from: '',
  issuer: '',
  issuerSuperior: '',
  onBehalfOf: '',
  inPlaceOf: '',
  title: '',
  symbol: '',
  place: '',
  recipients: [],
};

const paperOf = (text: string): PaperKind => PAPER_KINDS.find((each) => each === text) ?? 'all';
const isSame = (a: Signing, b: Signing) => a.paper === b.paper && a.from === b.from;

function signingOf(given: FormReader): Signing {
  return {
    paper: paperOf(given.text('paper')),
    from: given.text('from'),
    issuer: given.text('issuer'),
    issuerSuperior: given.text('issuerSuperior'),
    onBehalfOf: given.text('onBehalfOf'),
    inPlaceOf: given.text('inPlaceOf'),
    title: given.text('title'),
    symbol: given.text('symbol'),
    place: given.text('place'),
    recipients: given.lines('recipients'),
  };
}

/** The lines over a signature as they are printed. */
function signatureWords({ onBehalfOf, inPlaceOf, title }: Signing): string[] {
  return [onBehalfOf && `TM. ${onBehalfOf}`, inPlaceOf && `KT. ${inPlaceOf}`, title]
    .filter((line) => line !== '')
    .map((line) => line.toLocaleUpperCase('vi'));
}

/** Who signs which paper from when on, as whom and for which body; earlier papers keep what held on their day. */
export function Signings({
  signings,
  today,
  onSaved,
}: {
  signings: readonly Signing[];
  today: string;
  onSaved: () => void;
}): ReactNode {
  const [editing, setEditing] = useState<Signing | 'new' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const known = editing === 'new' ? null : editing;
  const rows = [...signings].sort((a, b) => b.from.localeCompare(a.from) || a.paper.localeCompare(b.paper));
  const put = async (next: readonly Signing[]) => {
    const answer = await api('PUT /settings', { body: { signings: [...next] } });
    if (!answer.ok) return sayRefusal(answer.code);
    onSaved();
    return null;
  };
  const save = (given: FormReader) => {
    const next = signingOf(given);
    const others = signings.filter((each) => known === null || !isSame(each, known));
    if (others.some((each) => isSame(each, next))) return Promise.resolve(saySetting('signingTaken'));
    return put([...others, next]);
  };
  return (
    <ListPanel
      label={saySetting('signings')}
      lead={
        <div className="year-row">
          <p className="second">{saySetting('signingsHint')}</p>
          <button type="button" className="act strong" onClick={() => setEditing('new')}>
            {saySetting('signingAdd')}
          </button>
        </div>
      }
      said={problem === null ? null : { bad: true, text: problem }}
      dialog={
        editing === null ? null : (
          <Editor
            title={saySetting(known === null ? 'signingAdd' : 'signingChange')}
            onSave={save}
            onClose={() => setEditing(null)}
          >
            <SigningFields shown={known ?? { ...FIRST, from: today }} />
          </Editor>
        )
      }
      rows={rows}
      keyOf={(each) => `${each.paper} ${each.from}`}
      empty={saySetting('signingsNone')}
      columns={[
        { head: saySetting('from'), cell: (each) => formatLocalDate(each.from) },
        { head: saySetting('paper'), cell: (each) => saySetting(PAPER_WORDS[each.paper]) },
        {
          head: saySetting('signer'),
          cell: (each) =>
            signatureWords(each).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            )),
        },
        { head: saySetting('issuer'), cell: (each) => each.issuer || saySetting('issuerHall') },
        { head: saySetting('symbol'), cell: (each) => each.symbol || '–' },
      ]}
      acts={(each) => {
        const name = `${saySetting(PAPER_WORDS[each.paper])}, ${formatLocalDate(each.from)}`;
        return (
          <>
            <button
              type="button"
              className="quiet"
              aria-label={`${sayCommon('edit')} ${name}`}
              onClick={() => setEditing(each)}
            >
              {sayCommon('edit')}
            </button>
            <Confirmed
              label={sayCommon('remove')}
              question={saySetting('signingRemoveAsk', { name })}
              onYes={() => void put(signings.filter((one) => !isSame(one, each))).then(setProblem)}
            />
          </>
        );
      }}
    />
  );
}

/** What is asked of one signing. */
function SigningFields({ shown }: { shown: Signing }): ReactNode {
  return (
    <>
      <label>
        {saySetting('paper')}
        <select name="paper" defaultValue={shown.paper}>
          {PAPER_KINDS.map((each) => (
            <option key={each} value={each}>
              {saySetting(PAPER_WORDS[each])}
            </option>
          ))}
        </select>
      </label>
      <DayInput label={saySetting('from')} name="from" value={shown.from} required />
      <TextInput label={saySetting('signerTitle')} name="title" value={shown.title} max={120} required wide />
      <TextInput label={saySetting('onBehalfOf')} name="onBehalfOf" value={shown.onBehalfOf} max={120} wide />
      <TextInput label={saySetting('inPlaceOf')} name="inPlaceOf" value={shown.inPlaceOf} max={120} wide />
      <TextInput label={saySetting('issuerLong')} name="issuer" value={shown.issuer} max={200} wide />
      <TextInput
        label={saySetting('issuerSuperior')}
        name="issuerSuperior"
        value={shown.issuerSuperior}
        max={200}
        wide
      />
      <TextInput label={saySetting('symbolLong')} name="symbol" value={shown.symbol} max={40} />
      <TextInput label={saySetting('place')} name="place" value={shown.place} max={80} />
      <TextArea
        label={saySetting('recipients')}
        name="recipients"
        value={shown.recipients.join('\n')}
        max={4000}
      />
    </>
  );
}
