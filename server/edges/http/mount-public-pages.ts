import type { Express, Request, Response } from 'express';
import { Month } from '../../../common/protocol/rest/publication.ts';
import { namesOn } from '../../domain/calendar.ts';
import { listedLanguages } from '../language-list.ts';
import { publicHall } from '../public-hall.ts';
import type { Services } from '../services.ts';
import { refuse } from './api.ts';
import { embedPage, PAGE_POLICY, type PageLanguage, statementPage } from './public-pages.ts';

/** The language that the address asks for; one that is not installed: Vietnamese. */
function languageOf({ hall, languages }: Services, req: Request): PageLanguage {
  const asked = typeof req.query.lang === 'string' ? req.query.lang : 'vi';
  const tag = languages.has(asked) ? asked : 'vi';
  const address = (lang: string) => {
    const query = new URLSearchParams(req.query as Record<string, string>);
    query.set('lang', lang);
    return `?${query.toString()}`;
  };
  return {
    tag,
    direction: languages.find(tag)?.card.direction ?? 'ltr',
    say: languages.say(tag, 'publication'),
    name: (vietnamese, english) => languages.name(tag, vietnamese, english),
    others: listedLanguages({ hall, languages })
      .filter((each) => each.offered && each.tag !== tag)
      .map((each) => ({ tag: each.tag, name: each.name, address: address(each.tag) })),
  };
}

function send(res: Response, html: string, ancestors: readonly string[]): void {
  res.setHeader('content-security-policy', `${PAGE_POLICY}; frame-ancestors ${ancestors.join(' ')}`);
  res.setHeader('cache-control', 'public, max-age=5');
  res.type('html').send(html);
}

/** Pages without a script, for everybody: the small one for frames of other sites, and the statement of a month; the way to the text for an announcer. */
export function mountPublicPages(app: Express, services: Services): void {
  const { hall } = services;
  app.get('/embed', async (req, res) => {
    const { embedOrigins } = hall.state.settings;
    const unreadable = await hall.readable();
    if (unreadable) {
      refuse(res, unreadable);
      return;
    }
    const language = languageOf(services, req);
    const around = { language, timeZone: hall.calendar.zone, nowMs: hall.clock.nowMs() };
    if (embedOrigins.length > 0) {
      // The older header knows no list of sites: it would refuse those that the newer one lets in.
      res.removeHeader('x-frame-options');
      res.setHeader('cross-origin-resource-policy', 'cross-origin');
    }
    send(res, embedPage(publicHall(services), around), ["'self'", ...embedOrigins]);
  });
  // Announcers are set up with a short address.
  app.get('/announce', (req, res) => {
    res.setHeader('access-control-allow-origin', '*');
    res.redirect(307, `/api/v1/announce${new URL(req.originalUrl, 'http://hall').search}`);
  });
  app.get('/statement', async (req, res) => {
    const asked = Month.safeParse(req.query.month);
    const month = asked.success ? asked.data : services.figures.lastMonth();
    const statement = await services.figures.statement(month);
    const { hallName, hallNameEn } = namesOn(hall.state, statement?.to ?? hall.moment().date);
    const language = languageOf(services, req);
    const name = language.name(hallName, hallNameEn);
    send(res, statementPage(statement, name, language, month), ["'self'"]);
  });
}
