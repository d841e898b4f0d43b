import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { PAPER_KINDS, type PaperKind, type Signing } from '../../common/protocol/signing.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { ActsHead } from '../catalogue/row-acts.tsx';
import type { FormReader } from '../form-reader.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Editor } from '../parts/editor.tsx';
import { TextArea, TextInput } from '../parts/inputs.tsx';
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
  const shown = known ?? { ...FIRST, from: today };
  return (
    <>
      <div className="year-row">
        <p className="second">{saySetting('signingsHint')}</p>
        <button type="button" className="act strong" onClick={() => setEditing('new')}>
          {saySetting('signingAdd')}
        </button>
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {rows.length === 0 ? (
        <p className="empty">{saySetting('signingsNone')}</p>
      ) : (
        <ScrollBox label={saySetting('signings')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{saySetting('from')}</th>
                <th scope="col">{saySetting('paper')}</th>
                <th scope="col">{saySetting('signer')}</th>
                <th scope="col">{saySetting('issuer')}</th>
                <th scope="col">{saySetting('symbol')}</th>
                <ActsHead />
              </tr>
            </thead>
            <tbody>
              {rows.map((each) => {
                const name = `${saySetting(PAPER_WORDS[each.paper])}, ${formatLocalDate(each.from)}`;
                return (
                  <tr key={`${each.paper} ${each.from}`}>
                    <td>{formatLocalDate(each.from)}</td>
                    <td>{saySetting(PAPER_WORDS[each.paper])}</td>
                    <td>
                      {signatureWords(each).map((line) => (
                        <span key={line} className="block">
                          {line}
                        </span>
                      ))}
                    </td>
                    <td>{each.issuer || saySetting('issuerHall')}</td>
                    <td>{each.symbol || '–'}</td>
                    <td className="row-acts">
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
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {editing === null ? null : (
        <Editor
          title={saySetting(known === null ? 'signingAdd' : 'signingChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
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
          <TextInput
            label={saySetting('signerTitle')}
            name="title"
            value={shown.title}
            max={120}
            required
            wide
          />
          <TextInput
            label={saySetting('onBehalfOf')}
            name="onBehalfOf"
            value={shown.onBehalfOf}
            max={120}
            wide
          />
          <TextInput
            label={saySetting('inPlaceOf')}
            name="inPlaceOf"
            value={shown.inPlaceOf}
            max={120}
            wide
          />
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
        </Editor>
      )}
    </>
  );
}
