/* How a window follows the changes of an event: every committed change has the event's next
 * sequence, taken from the row of the event that stays locked until the commit; a window asks for
 * what is above the highest sequence it has. Two writers, one window.
 * -DFAULT_EARLYNUMBER draws the number without the lock, as a database sequence does.
 */
#define CHANGES 3
byte nextSequence = 1, seen, committed, ended;
bool isThere[2 * CHANGES + 3];
bool isLocked;

proctype Writer()
{
  byte left = CHANGES, mine;
  do
  :: left > 0 ->
#ifdef FAULT_EARLYNUMBER
     atomic { mine = nextSequence; nextSequence++ };
#else
     atomic { !isLocked -> isLocked = true; mine = nextSequence; nextSequence++ };
#endif
     if
     :: atomic { isThere[mine] = true; committed++; isLocked = false }
#ifdef FAULT_EARLYNUMBER
     :: skip /* rolled back: the number is lost */
#else
     :: atomic { nextSequence = mine; isLocked = false } /* and so is its number */
#endif
     fi;
     mine = 0; left--
  :: else -> break
  od;
  ended++
}

inline ask() {
  top = known; at = known + 1;
  do
  :: at < nextSequence ->
     if
     :: isThere[at] -> seen++; top = at
     :: else
     fi;
     at++
  :: else -> break
  od;
  known = top; at = 0; top = 0
}

proctype Window()
{
  byte known, at, top, asked;
  do
  :: asked < 4 -> atomic { ask(); asked++ }
  :: ended == 2 -> break
  od;
  atomic { ask() };
  assert(seen == committed) /* nothing is missed, nothing comes twice */
}

init { atomic { run Writer(); run Writer(); run Window() } }
