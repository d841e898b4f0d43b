import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { LanguageTag } from '../../common/protocol/voice-packs.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import { sayRefusal, sayVoice } from '../words.ts';
import { NAMED_LANGUAGES, sayLanguage } from './pack-words.ts';

const OTHER = 'other';

/** A new pack by its name and language; any language of the world by its tag. */
export function StartPack({
  onStarted,
  onClose,
}: {
  onStarted: (id: string) => void;
  onClose: () => void;
}): ReactNode {
  const [language, setLanguage] = useState<string>('vi');
  return (
    <Editor
      title={sayVoice('start')}
      save={sayVoice('startSave')}
      onClose={onClose}
      onSave={async (given) => {
        const tag = LanguageTag.safeParse(language === OTHER ? given.text('languageTag') : language);
        if (!tag.success) return sayVoice('languageTagHint');
        const started = await api('POST /voice-packs', {
          body: { name: given.text('name'), language: tag.data },
        });
        if (!started.ok) return sayRefusal(started.code);
        onStarted(started.value.id);
        return null;
      }}
    >
      <TextInput
        label={sayVoice('name')}
        name="name"
        value=""
        max={80}
        hint={sayVoice('namePlaceholder')}
        required
        wide
      />
      <label>
        {sayVoice('language')}
        <select name="language" value={language} onChange={(event) => setLanguage(event.target.value)}>
          {NAMED_LANGUAGES.map((each) => (
            <option key={each} value={each}>
              {sayLanguage(each)}
            </option>
          ))}
          <option value={OTHER}>{sayVoice('languageOther')}</option>
        </select>
      </label>
      {language === OTHER ? (
        <TextInput
          label={sayVoice('languageTag')}
          name="languageTag"
          value=""
          max={24}
          hint={sayVoice('languageTagHint')}
          required
        />
      ) : null}
    </Editor>
  );
}
