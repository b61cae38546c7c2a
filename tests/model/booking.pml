/* How a window and the booking server agree, as sync/protocol and sync/server/ledger do it.
 *
 * Two windows, one server over one store. Seat 0 is on sale; seat 1 is an allotment of window 0,
 * which may sell it while it is cut off. Requests and answers get lost and overtake each other,
 * windows repeat until they are answered, the server may die between its commit and its answer,
 * a window may die anywhere, outcomes are pruned, and time passes when it likes.
 *
 * What must hold is written as assertions:
 *   P1  a seat has at most one ticket           P4  an operation takes effect once at most
 *   P2  a ticket that was printed stays sold    P5  an answer says what happened
 *   P3  nothing is sold on a hold that ended,   P6  nothing leaves an outbox unseen
 *       and such a hold stands in nobody's way  P7  an allotment's sale is not refused
 *
 * -DFAULT_... makes one mistake on purpose; run.sh lists them and expects each to be found.
 */
#define WINDOWS 2
#define SEATS   2
#define NUMBERS 5 /* device sequences of a window, from 1 */
#define NOBODY  9
#define LENGTH  1 /* of a hold, in ticks */
#ifndef TICKS
#define TICKS 1
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef SERVERDEATHS
#define SERVERDEATHS 1
#endif
#ifndef WINDOWDEATHS
#define WINDOWDEATHS 0
#endif
#ifndef REVOCATIONS
#define REVOCATIONS 0
#endif

mtype = { Available, Held, Allotted, Sold, Blocked };
mtype = { PlaceHold, ConfirmBooking, ReturnAllotment };
mtype = { None, Done, Refused };

/* The store: tickets, outcomes by op_id, each window's watermark, a clock that never goes back. */
mtype status[SEATS] = Available;
byte  holder[SEATS] = NOBODY;
byte  fence[SEATS];
byte  ends[SEATS];
byte  now;
mtype outcome[WINDOWS * NUMBERS] = None;
byte  given[WINDOWS * NUMBERS]; /* the fence in that outcome */
byte  watermark[WINDOWS];
bool  isRevoked;

/* The lines: kind, seat, device_sequence, fence, acknowledged; device_sequence, outcome, fence. */
chan request[WINDOWS] = [2] of { mtype, byte, byte, byte, byte };
chan answer[WINDOWS]  = [2] of { byte, mtype, byte };
byte losses = LOSSES, serverDeaths = SERVERDEATHS, windowDeaths = WINDOWDEATHS;
byte revocations = REVOCATIONS;

/* What really happened; nobody in the model can see it. */
byte printed[SEATS];
byte buyer[SEATS] = NOBODY;
byte effects[WINDOWS * NUMBERS];

#define ID(w, n)   ((w) * NUMBERS + (n))
#define IS_FREE(s) (status[s] == Available || (status[s] == Held && now >= ends[s]))
/* Sold to its buyer, or still his window's to report, or blocked because it may have been sold. */
#define IS_KEPT(s) (buyer[s] == NOBODY || status[s] == Blocked || \
                    (holder[s] == buyer[s] && (status[s] == Sold || status[s] == Allotted)))

inline printTicket(s, w) {
  printed[s]++;
  assert(printed[s] <= 1);  /* P1 */
  buyer[s] = w;
  assert(IS_KEPT(s))        /* P2 */
}

inline decide() {
  if
  :: kind == PlaceHold ->
       if
#if defined(FAULT_READTHENWRITE)
       :: wasFree ->
#elif defined(FAULT_LATEEXPIRY)
       :: status[s] == Available ->
#else
       :: IS_FREE(s) ->
#endif
            status[s] = Held; holder[s] = w; fence[s]++; ends[s] = now + LENGTH;
            result = Done; token = fence[s]
       :: else -> assert(!(status[s] == Held && now >= ends[s])) /* P3 */
       fi
  :: kind == ConfirmBooking ->
       if
#if defined(FAULT_NOFENCE)
       :: status[s] == Held && now < ends[s] ->
#elif defined(FAULT_LATEEXPIRY)
       :: status[s] == Held && holder[s] == w && fence[s] == f ->
#else
       :: status[s] == Held && holder[s] == w && fence[s] == f && now < ends[s] ->
#endif
            assert(now < ends[s]);                    /* P3 */
            assert(holder[s] == w && fence[s] == f);
            status[s] = Sold; result = Done
       :: status[s] == Allotted && holder[s] == w && fence[s] == f ->
            status[s] = Sold; result = Done
       :: else -> assert(!(w == 0 && s == 1 && f == 0 && !isRevoked)) /* P7 */
       fi
  :: kind == ReturnAllotment ->
       if
       :: status[s] == Allotted && holder[s] == w && fence[s] == f ->
            status[s] = Available; holder[s] = NOBODY; fence[s]++; result = Done
       :: else
       fi
  fi;
  if
  :: result == Done -> effects[ID(w, n)]++; assert(effects[ID(w, n)] <= 1) /* P4 */
  :: else
  fi
}

inline take() {
  request[w]?kind, s, n, f, acknowledged;
  if /* the one behind may overtake it */
  :: true
  :: len(request[w]) == 1 -> request[w]!kind, s, n, f, acknowledged;
                             request[w]?kind, s, n, f, acknowledged
  fi
}

proctype Server()
{
  mtype kind, result;
  byte w, s, n, f, acknowledged, token;
  bool wasFree;
end:
  do
  :: atomic { len(request[0]) > 0 -> w = 0; take(); goto work }
  :: atomic { len(request[1]) > 0 -> w = 1; take(); goto work }
  od;
work:
  skip;
#ifdef FAULT_READTHENWRITE
  wasFree = kind == PlaceHold && IS_FREE(s);
#endif
#ifdef FAULT_EARLYACK
  atomic {
    if
    :: kind == ConfirmBooking && status[s] == Held && holder[s] == w && fence[s] == f &&
       now < ends[s] ->
         if
         :: nfull(answer[w]) -> answer[w]!n, Done, f
         :: full(answer[w])
         fi
    :: else
    fi
  }
  if
  :: atomic { serverDeaths > 0 -> serverDeaths--; goto forget }
  :: true
  fi;
#endif
  d_step { /* one transaction */
    result = Refused; token = 0;
    if
    :: acknowledged > watermark[w] ->
         watermark[w] = acknowledged; /* what is known is pruned at once, the earliest it can */
         outcome[ID(w, acknowledged)] = None; given[ID(w, acknowledged)] = 0
    :: else
    fi;
    if
#ifndef FAULT_NOWATERMARK
    :: n <= watermark[w] /* its outcome is known to the window: operation_reused */
#else
    :: false
#endif
#ifndef FAULT_NOIDEMPOTENCY
    :: else ->
         if
         :: outcome[ID(w, n)] != None -> result = outcome[ID(w, n)]; token = given[ID(w, n)]
         :: else -> decide(); outcome[ID(w, n)] = result; given[ID(w, n)] = token
         fi
#else
    :: else -> decide()
#endif
    fi;
    assert(IS_KEPT(0)); assert(IS_KEPT(1)) /* P2 */
  }
  if
  :: atomic { serverDeaths > 0 -> serverDeaths-- } /* committed, and nobody is told */
  :: atomic { nfull(answer[w]) -> answer[w]!n, result, token }
  :: atomic { full(answer[w]) }
  fi;
forget:
  atomic {
    kind = 0; result = 0; w = 0; s = 0; n = 0; f = 0; acknowledged = 0; token = 0; wasFree = false
  };
  goto end
}

/* Operation n is in the outbox; sends it until it is answered, then keeps the answer. */
inline deliver(what, seat, with) {
  atomic { nfull(request[me]) -> request[me]!what, seat, n, with, known };
  do
  :: atomic { empty(request[me]) && empty(answer[me]) -> request[me]!what, seat, n, with, known }
  :: atomic { answer[me]?number, result, token ->
       if
       :: number == n -> got = token; token = 0; number = 0; break
       :: else -> token = 0; number = 0 /* of an operation that has its answer */
       fi }
  :: atomic { windowDeaths > 0 -> windowDeaths-- /* starts again from its outbox */
#ifdef FAULT_SENDBEFOREKEEP
       ; result = Refused; break                 /* which does not have it */
#endif
     }
  od;
  atomic {
    assert(!(result == Refused && effects[ID(me, n)] > 0)); /* P5 */
    assert(!(result == Done && effects[ID(me, n)] == 0));
    known = n; n++
  }
}

proctype Window(byte me)
{
  mtype result;
  byte number, token, got, mine, seat, n = 1, known, taken, closed;
  if
  :: me == 0 -> /* cut off, with an allotment */
     if
     :: skip
     :: atomic { taken++; printTicket(1, 0) };
        deliver(ConfirmBooking, 1, 0);
        closed++
     :: taken++;
#ifdef FAULT_SELLAFTERRETURN
        if
        :: printTicket(1, 0)
        :: skip
        fi;
#endif
        deliver(ReturnAllotment, 1, 0);
        closed++
     fi
  :: else
  fi;
  if /* a sale at the counter */
  :: seat = 0
  :: seat = 1
  fi;
  taken++;
  deliver(PlaceHold, seat, 0);
  mine = got; closed++;
  if
  :: result == Done ->
     taken++;
     deliver(ConfirmBooking, seat, mine);
     if
     :: result == Done -> atomic { closed++; printTicket(seat, me) }
     :: else ->
#ifdef FAULT_DROPREFUSED
        skip
#else
        closed++ /* shown to the clerk, the money goes back */
#endif
     fi
  :: else
  fi;
  assert(taken == closed) /* P6 */
}

proctype World()
{
end:
  do
  :: atomic { now < TICKS -> now++ }
  :: atomic { status[0] == Held && now >= ends[0] -> status[0] = Available; holder[0] = NOBODY }
  :: atomic { status[1] == Held && now >= ends[1] -> status[1] = Available; holder[1] = NOBODY }
  :: atomic { losses > 0 && len(request[0]) > 0 -> losses--; request[0]?_, _, _, _, _ }
  :: atomic { losses > 0 && len(request[1]) > 0 -> losses--; request[1]?_, _, _, _, _ }
  :: atomic { losses > 0 && len(answer[0]) > 0 -> losses--; answer[0]?_, _, _ }
  :: atomic { losses > 0 && len(answer[1]) > 0 -> losses--; answer[1]?_, _, _ }
  :: atomic { revocations > 0 && status[1] == Allotted -> /* break-glass, by a manager */
       revocations--; isRevoked = true; fence[1]++;
#ifdef FAULT_RECLAIM
       status[1] = Available; holder[1] = NOBODY
#else
       status[1] = Blocked /* in doubt: it may have been sold */
#endif
     }
#ifdef FAULT_PRUNEBYAGE
  :: atomic { outcome[ID(0, 1)] != None -> outcome[ID(0, 1)] = None; given[ID(0, 1)] = 0 }
  :: atomic { outcome[ID(1, 1)] != None -> outcome[ID(1, 1)] = None; given[ID(1, 1)] = 0 }
#endif
  od
}

init {
  atomic {
    status[1] = Allotted; holder[1] = 0;
    run Server(); run Window(0); run Window(1); run World()
  }
}
