import { energyMeters } from './held-out/energy-meters';
import { musicAlbums } from './held-out/music-albums';
import { parcelScans } from './held-out/parcel-scans';
import { phoneBook } from './held-out/phone-book';
import { ticketDesk } from './held-out/ticket-desk';
import { carAdverts } from './tuned/car-adverts';
import { clinicStays } from './tuned/clinic-stays';
import { invoiceDesk } from './tuned/invoice-desk';
import { ledgerEntries } from './tuned/ledger-entries';
import { noteSharing } from './tuned/note-sharing';
import { sensorMap } from './tuned/sensor-map';
import { messageBox } from './tuned/message-box';
import { raceResults } from './tuned/race-results';
import { stockAudit } from './tuned/stock-audit';
import { tariffRates } from './tuned/tariff-rates';
import { tenantFiles } from './tuned/tenant-files';
import { webLogs } from './tuned/web-logs';
import { apiaryHives } from './held-out/apiary-hives';
import { seedBank } from './held-out/seed-bank';
import { courtFiles } from './tuned/court-files';
import { harbourBerths } from './tuned/harbour-berths';
import { tollGates } from './held-out/toll-gates';
import { bikeRentals } from './tuned/bike-rentals';
import { labSamples } from './tuned/lab-samples';
import type { Family } from './types';

export const families: readonly Family[] = [
  energyMeters,
  musicAlbums,
  parcelScans,
  phoneBook,
  ticketDesk,
  carAdverts,
  clinicStays,
  invoiceDesk,
  ledgerEntries,
  noteSharing,
  sensorMap,
  messageBox,
  raceResults,
  stockAudit,
  tariffRates,
  tenantFiles,
  webLogs,
  apiaryHives,
  seedBank,
  courtFiles,
  harbourBerths,
  bikeRentals,
  labSamples,
  tollGates,
];
