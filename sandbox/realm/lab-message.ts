/** What the lab says into a realm, and how messages are wrapped on the one port between them. All of it is ours. */
import type { HeaderList } from '../schemas/run-event.ts';
import type { VendorBundle } from '../vendor/vendor-bundle.ts';
import type { ProgramMessage } from './program-message.ts';

/** Why a request has no answer, in Node's words, so that a program sees the error it would see there. */
export interface NetworkFailure {
  message: string;
  code: string;
  /** Further fields of Node's error: `errno`, `syscall`, `address`, `port`, `hostname`. */
  details: Record<string, string | number>;
}

export interface WireRequest {
  method: string;
  url: string;
  headers: HeaderList;
  body?: Uint8Array<ArrayBuffer>;
}

export interface WireResponse {
  status: number;
  statusText: string;
  headers: HeaderList;
  body?: Uint8Array<ArrayBuffer>;
}

/** A learner's module as the realm takes it. `start` and `end` enclose the specifier between its quotes. */
export interface RealmModule {
  file: string;
  code: string;
  imports: {
    start: number;
    end: number;
    target: { kind: 'file'; file: string } | { kind: 'vendor'; specifier: string };
  }[];
}

export interface StartProgram {
  service: string;
  env: Record<string, string>;
  entry: string;
  /** In dependency order, the entry last. */
  modules: RealmModule[];
}

/** From the lab to one program's Worker. */
export type LabMessage =
  /** The first message; comes with the program's port. */
  | { type: 'connect'; vendor: VendorUrls }
  /** Evaluate these chunks now: the program that is about to start imports them first. */
  | { type: 'load'; chunks: string[] }
  | ({ type: 'start' } & StartProgram)
  | ({ type: 'answer'; id: number } & WireResponse)
  | { type: 'no-answer'; id: number; failure: NetworkFailure }
  | ({ type: 'incoming'; id: number; server: number } & WireRequest)
  /** Who sent this request has gone, or the connection has broken. */
  | { type: 'withdrawn'; id: number }
  | { type: 'listening'; server: number; port: number; address: string }
  | { type: 'not-listening'; server: number; failure: NetworkFailure }
  | { type: 'signal'; name: 'SIGTERM' }
  /** Answered with the program's activity, if it comes back to its event loop at all. */
  | { type: 'ping' };

/** The vendor chunks as blob modules of the frame. */
export interface VendorUrls {
  entries: Record<string, string>;
  urls: Record<string, string>;
  warm: string[];
}

/** From the lab to the frame. `slot` counts the Workers of the frame from 0. */
export type ToFrame =
  | { type: 'open'; worker: string; vendor: VendorBundle; slots: number }
  | { type: 'to'; slot: number; message: LabMessage }
  | { type: 'end'; slot: number }
  | { type: 'ping' };

/** From the frame to the lab. The frame writes `slot`; the program cannot. */
export type FromFrame =
  | { type: 'said'; slot: number; message: ProgramMessage }
  /** Messages that were not passed on: unreadable, or too many. */
  | { type: 'dropped'; slot: number; messages: number; consoleEntries: number }
  /** A Worker could not be started or its script failed before a program was in it. */
  | { type: 'broken'; slot: number; message: string }
  | { type: 'pong' };
