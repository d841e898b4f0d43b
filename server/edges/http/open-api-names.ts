import type { z } from 'zod';
import { CallRuleAnswer } from '../../../common/protocol/call-rules.ts';
import { Agency, Counter, Field, Procedure, Settings } from '../../../common/protocol/catalogue.ts';
import { PrinterState } from '../../../common/protocol/hardware.ts';
import { ImportRun } from '../../../common/protocol/imports.ts';
import { Officer } from '../../../common/protocol/people.ts';
import { PlanReason, StaffingPlan } from '../../../common/protocol/plan.ts';
import { RefusalBody } from '../../../common/protocol/refusal-body.ts';
import { HealthReport } from '../../../common/protocol/rest/hall.ts';
import { IssuingState, LiveCounter, LiveField, PublicHall } from '../../../common/protocol/rest/live.ts';
import { ReportResult } from '../../../common/protocol/rest/reports.ts';
import { SignedIn } from '../../../common/protocol/rest/session.ts';
import { TrackedTicket } from '../../../common/protocol/rest/tickets.ts';
import { RosterAnswer } from '../../../common/protocol/roster-draft.ts';
import { SealProof } from '../../../common/protocol/seals.ts';
import { CallReason, Estimate, Ticket, Transaction } from '../../../common/protocol/ticket.ts';
import { Webhook, WebhookDelivery } from '../../../common/protocol/webhooks.ts';
import { WhatIfAnswer } from '../../../common/protocol/what-if.ts';

/** Schemas that the OpenAPI description names, so that clients made from it have one type for each. */
export const NAMED: Readonly<Record<string, z.ZodType>> = {
  Agency,
  CallReason,
  CallRuleAnswer,
  Counter,
  Estimate,
  Field,
  HealthReport,
  ImportRun,
  IssuingState,
  LiveCounter,
  LiveField,
  Officer,
  PlanReason,
  PrinterState: PrinterState,
  Procedure,
  PublicHall,
  Refusal: RefusalBody,
  ReportResult,
  RosterAnswer,
  SealProof,
  Settings,
  SignedIn,
  StaffingPlan,
  Ticket,
  TrackedTicket,
  Transaction,
  Webhook,
  WebhookDelivery,
  WhatIfAnswer,
};
