<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CartLineView</name>
    <message>
        <source>Let this seat go</source>
        <translation>Diesen Platz freigeben</translation>
    </message>
    <message>
        <source>Ticket type of %1</source>
        <translation>Kartenart für %1</translation>
    </message>
    <message>
        <source>Let %1 go</source>
        <translation>%1 freigeben</translation>
    </message>
</context>
<context>
    <name>CartPanel</name>
    <message>
        <source>Cart</source>
        <translation>Warenkorb</translation>
    </message>
    <message>
        <source>The cart is empty</source>
        <translation>Der Warenkorb ist leer</translation>
    </message>
    <message>
        <source>Click seats on the map, or move with the arrow keys and press Space.</source>
        <translation>Klicken Sie Plätze im Saalplan an, oder bewegen Sie sich mit den Pfeiltasten und drücken Sie die Leertaste.</translation>
    </message>
    <message>
        <source>Time left in this hold</source>
        <translation>Restzeit dieser Reservierung</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>Verlängern</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Nächster Kunde</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Change to hand back</source>
        <translation>Rückgeld</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n Karte</numerusform>
            <numerusform>%n Karten</numerusform>
        </translation>
    </message>
    <message>
        <source>Selling goes on when the connection is back.</source>
        <translation>Der Verkauf geht weiter, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>The seats are still being confirmed.</source>
        <translation>Die Plätze werden noch bestätigt.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) sold</source>
        <translation>
            <numerusform>%n Karte verkauft</numerusform>
            <numerusform>%n Karten verkauft</numerusform>
        </translation>
    </message>
    <message>
        <source>Selling goes on when the connection is back. Your seats stay held.</source>
        <translation>Der Verkauf geht weiter, sobald die Verbindung wieder da ist. Ihre Plätze bleiben gehalten.</translation>
    </message>
    <message>
        <source>Booking reference</source>
        <translation>Buchungsnummer</translation>
    </message>
    <message numerus="yes">
        <source>The time for %n seat(s) is over; they are free again.</source>
        <translation>
            <numerusform>Die Zeit für %n Platz ist abgelaufen; er ist wieder frei.</numerusform>
            <numerusform>Die Zeit für %n Plätze ist abgelaufen; sie sind wieder frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take them again</source>
        <translation>Wieder nehmen</translation>
    </message>
</context>
<context>
    <name>CashPanel</name>
    <message>
        <source>Change</source>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Verkaufen</translation>
    </message>
    <message>
        <source>Cash handed over</source>
        <translation>Erhaltener Betrag</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Passend</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Noch zu zahlen</translation>
    </message>
    <message>
        <source>Selling</source>
        <translation>Wird verkauft</translation>
    </message>
    <message>
        <source>Type an amount of at least %1.</source>
        <translation>Geben Sie einen Betrag von mindestens %1 ein.</translation>
    </message>
</context>
<context>
    <name>CategoryChart</name>
    <message>
        <source>Revenue by category</source>
        <translation>Umsatz nach Kategorie</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s)</source>
        <translation>
            <numerusform>%Ln Karte</numerusform>
            <numerusform>%Ln Karten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartPanel</name>
    <message>
        <source>%1, table</source>
        <translation>%1, Tabelle</translation>
    </message>
    <message>
        <source>Save %1 as CSV</source>
        <translation>%1 als CSV speichern</translation>
    </message>
    <message>
        <source>Nothing sold in this period</source>
        <translation>In diesem Zeitraum nichts verkauft</translation>
    </message>
    <message>
        <source>Choose a longer period or another event. New sales appear here by themselves.</source>
        <translation>Wählen Sie einen längeren Zeitraum oder eine andere Veranstaltung. Neue Verkäufe erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another folder.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
</context>
<context>
    <name>ClientSaleDesk</name>
    <message>
        <source>This event is not known here yet.</source>
        <translation>Diese Veranstaltung ist hier noch nicht bekannt.</translation>
    </message>
    <message>
        <source>The tickets of this event do not fit its seat map. Ask the organizer to check the event.</source>
        <translation>Die Karten dieser Veranstaltung passen nicht zum Saalplan. Bitten Sie den Veranstalter, die Veranstaltung zu prüfen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 has only %n free place(s) left.</source>
        <translation>
            <numerusform>%1: nur noch %n Platz frei.</numerusform>
            <numerusform>%1: nur noch %n Plätze frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>The seats are still being confirmed. Try again in a moment.</source>
        <translation>Die Plätze werden noch bestätigt. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Some seats were taken by another window.</source>
        <translation>Einige Plätze hat ein anderer Schalter genommen.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Type what to find or do</source>
        <translation>Eingeben, was Sie suchen oder tun möchten</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing is called &quot;%1&quot;</source>
        <translation>Nichts heißt „%1“</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>Keep theirs</source>
        <translation>Andere Fassung behalten</translation>
    </message>
    <message>
        <source>Put mine over it</source>
        <translation>Meine Fassung speichern</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Andere Fassung</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine Fassung</translation>
    </message>
    <message>
        <source>A cancelled event cannot be changed</source>
        <translation>Eine abgesagte Veranstaltung kann nicht geändert werden</translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message>
        <source>Server too old</source>
        <translation>Server zu alt</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>This window and the booking server are of different versions. Install the same version on both, then start again.</source>
        <translation>Dieser Schalter und der Buchungsserver haben verschiedene Versionen. Installieren Sie auf beiden dieselbe Version und starten Sie neu.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n Änderung wartet</numerusform>
            <numerusform>%n Änderungen warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connected to %1. %n change(s) are on the way to the server.</source>
        <translation>
            <numerusform>Verbunden mit %1. %n Änderung ist auf dem Weg zum Server.</numerusform>
            <numerusform>Verbunden mit %1. %n Änderungen sind auf dem Weg zum Server.</numerusform>
        </translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Connected to %1. What you see is what is free.</source>
        <translation>Verbunden mit %1. Was Sie als frei sehen, ist frei.</translation>
    </message>
    <message>
        <source>No connection to %1. The window keeps trying by itself.</source>
        <translation>Keine Verbindung zu %1. Der Schalter versucht es von selbst weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are kept and will be sent.</source>
        <translation>
            <numerusform>%n Änderung ist aufgehoben und wird gesendet.</numerusform>
            <numerusform>%n Änderungen sind aufgehoben und werden gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Connecting to %1.</source>
        <translation>Verbindung zu %1 wird aufgebaut.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected to %1. Nobody is signed in.</source>
        <translation>Verbunden mit %1. Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>Trying again in %1 s.</source>
        <translation>Neuer Versuch in %1 s.</translation>
    </message>
    <message>
        <source>Trying again now.</source>
        <translation>Neuer Versuch läuft.</translation>
    </message>
    <message>
        <source>Connection lost. %1 Your cart is safe.</source>
        <translation>Verbindung verloren. %1 Ihr Warenkorb ist sicher.</translation>
    </message>
    <message>
        <source>The name or the password is not right. Try again.</source>
        <translation>Der Name oder das Passwort stimmt nicht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a moment, then try again.</source>
        <translation>Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The booking server does not answer. Check that it is running and that this computer is on the network.</source>
        <translation>Der Buchungsserver antwortet nicht. Prüfen Sie, ob er läuft und ob dieser Rechner im Netz ist.</translation>
    </message>
    <message>
        <source>This name may not sign in at this window. Ask your manager.</source>
        <translation>Dieser Name darf sich an diesem Schalter nicht anmelden. Fragen Sie Ihre Leitung.</translation>
    </message>
    <message>
        <source>Signing in did not work. Try again.</source>
        <translation>Die Anmeldung hat nicht geklappt. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>Organizer</source>
        <translation>Veranstalter</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administration</translation>
    </message>
</context>
<context>
    <name>EditText</name>
    <message>
        <source>The clipboard holds too much.</source>
        <translation>Die Zwischenablage enthält zu viel.</translation>
    </message>
    <message>
        <source>The clipboard holds nothing of a seat map.</source>
        <translation>Die Zwischenablage enthält nichts aus einem Saalplan.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>These are too many copies at once.</source>
        <translation>Das sind zu viele Kopien auf einmal.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Nothing can lie farther than 10 km from the corner.</source>
        <translation>Nichts darf weiter als 10 km von der Ecke entfernt liegen.</translation>
    </message>
    <message>
        <source>Repeat along a line</source>
        <translation>Entlang einer Linie wiederholen</translation>
    </message>
    <message>
        <source>Repeat along an arc</source>
        <translation>Entlang eines Bogens wiederholen</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>Es ist nichts ausgewählt.</translation>
    </message>
    <message>
        <source>What is selected no longer exists.</source>
        <translation>Das Ausgewählte gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>What is selected is locked. Unlock it first.</source>
        <translation>Das Ausgewählte ist gesperrt. Entsperren Sie es zuerst.</translation>
    </message>
    <message>
        <source>A name or number has at most 200 characters.</source>
        <translation>Ein Name oder eine Nummer hat höchstens 200 Zeichen.</translation>
    </message>
    <message>
        <source>A distance or size is too small or too large.</source>
        <translation>Ein Abstand oder eine Größe ist zu klein oder zu groß.</translation>
    </message>
    <message>
        <source>The map does not have this category.</source>
        <translation>Der Plan hat diese Kategorie nicht.</translation>
    </message>
    <message>
        <source>This level does not exist.</source>
        <translation>Diese Ebene gibt es nicht.</translation>
    </message>
    <message>
        <source>A map needs at least one level and one category.</source>
        <translation>Ein Plan braucht mindestens eine Ebene und eine Kategorie.</translation>
    </message>
    <message>
        <source>A map has at most 250 categories.</source>
        <translation>Ein Plan hat höchstens 250 Kategorien.</translation>
    </message>
    <message>
        <source>Every category needs a name of its own.</source>
        <translation>Jede Kategorie braucht einen eigenen Namen.</translation>
    </message>
    <message>
        <source>A map has at most 300,000 seats.</source>
        <translation>Ein Plan hat höchstens 300.000 Plätze.</translation>
    </message>
    <message>
        <source>This section does not exist.</source>
        <translation>Diesen Bereich gibt es nicht.</translation>
    </message>
    <message>
        <source>Only rows can be joined.</source>
        <translation>Nur Reihen lassen sich verbinden.</translation>
    </message>
    <message>
        <source>Select more elements for this.</source>
        <translation>Wählen Sie dafür mehr Elemente aus.</translation>
    </message>
    <message>
        <source>A row has 1 to 10,000 seats.</source>
        <translation>Eine Reihe hat 1 bis 10.000 Plätze.</translation>
    </message>
    <message>
        <source>Join rows</source>
        <translation>Reihen verbinden</translation>
    </message>
    <message>
        <source>Only rows can be split at a seat.</source>
        <translation>Nur Reihen lassen sich an einem Platz teilen.</translation>
    </message>
    <message>
        <source>Choose a seat within the row to split it.</source>
        <translation>Wählen Sie zum Teilen einen Platz innerhalb der Reihe.</translation>
    </message>
    <message>
        <source>Split row</source>
        <translation>Reihe teilen</translation>
    </message>
    <message>
        <source>Only blocks can be split into rows.</source>
        <translation>Nur Reihenblöcke lassen sich in Reihen zerlegen.</translation>
    </message>
    <message>
        <source>Split into rows</source>
        <translation>In Reihen zerlegen</translation>
    </message>
    <message>
        <source>This corner does not exist.</source>
        <translation>Diese Ecke gibt es nicht.</translation>
    </message>
    <message>
        <source>This element has no corners to edit.</source>
        <translation>Dieses Element hat keine Ecken zum Bearbeiten.</translation>
    </message>
    <message>
        <source>Change outline</source>
        <translation>Umriss ändern</translation>
    </message>
    <message>
        <source>An outline needs more corners.</source>
        <translation>Ein Umriss braucht mehr Ecken.</translation>
    </message>
    <message>
        <source>Move corner</source>
        <translation>Ecke verschieben</translation>
    </message>
    <message>
        <source>Add corner</source>
        <translation>Ecke hinzufügen</translation>
    </message>
    <message>
        <source>Remove corner</source>
        <translation>Ecke entfernen</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>A scale is 0.01 to 100.</source>
        <translation>Ein Maßstab liegt zwischen 0,01 und 100.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>Verteilen</translation>
    </message>
    <message>
        <source>Only rows and blocks of rows can be changed like this.</source>
        <translation>Nur Reihen und Reihenblöcke lassen sich so ändern.</translation>
    </message>
    <message>
        <source>A distance is 50 to 100,000 mm.</source>
        <translation>Ein Abstand beträgt 50 bis 100.000 mm.</translation>
    </message>
    <message>
        <source>A row bends to a half circle at most.</source>
        <translation>Eine Reihe biegt sich höchstens zum Halbkreis.</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Krümmen</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>Begradigen</translation>
    </message>
    <message>
        <source>Set seat spacing</source>
        <translation>Platzabstand setzen</translation>
    </message>
    <message>
        <source>Set row spacing</source>
        <translation>Reihenabstand setzen</translation>
    </message>
    <message>
        <source>Change properties</source>
        <translation>Eigenschaften ändern</translation>
    </message>
    <message>
        <source>An element keeps its kind.</source>
        <translation>Ein Element behält seine Art.</translation>
    </message>
    <message>
        <source>This seat does not exist.</source>
        <translation>Diesen Platz gibt es nicht.</translation>
    </message>
    <message>
        <source>Set the seats of each side of this table.</source>
        <translation>Legen Sie die Plätze jeder Seite dieses Tisches fest.</translation>
    </message>
    <message>
        <source>Set number of seats</source>
        <translation>Anzahl der Plätze setzen</translation>
    </message>
    <message>
        <source>Set number of rows</source>
        <translation>Anzahl der Reihen setzen</translation>
    </message>
    <message>
        <source>A block has 1 to 1,000 rows.</source>
        <translation>Ein Reihenblock hat 1 bis 1.000 Reihen.</translation>
    </message>
    <message>
        <source>Insert seats</source>
        <translation>Plätze einfügen</translation>
    </message>
    <message>
        <source>Remove seats</source>
        <translation>Plätze entfernen</translation>
    </message>
    <message>
        <source>Delete the whole element instead.</source>
        <translation>Löschen Sie stattdessen das ganze Element.</translation>
    </message>
    <message>
        <source>Restore seats</source>
        <translation>Plätze wiederherstellen</translation>
    </message>
    <message>
        <source>What is selected has no seats.</source>
        <translation>Das Ausgewählte hat keine Plätze.</translation>
    </message>
    <message>
        <source>Set category</source>
        <translation>Kategorie setzen</translation>
    </message>
    <message>
        <source>Set seat kind</source>
        <translation>Platzart setzen</translation>
    </message>
    <message>
        <source>Set attributes</source>
        <translation>Merkmale setzen</translation>
    </message>
    <message>
        <source>Set seat number</source>
        <translation>Platznummer setzen</translation>
    </message>
    <message>
        <source>Move seats</source>
        <translation>Plätze verschieben</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>A block has no name.</source>
        <translation>Ein Reihenblock hat keinen Namen.</translation>
    </message>
    <message>
        <source>Relabel rows</source>
        <translation>Reihen neu bezeichnen</translation>
    </message>
    <message>
        <source>Only rows have row labels.</source>
        <translation>Nur Reihen haben Reihenbezeichnungen.</translation>
    </message>
    <message>
        <source>Renumber seats</source>
        <translation>Plätze neu nummerieren</translation>
    </message>
    <message>
        <source>The section still has rows.</source>
        <translation>Der Bereich enthält noch Reihen.</translation>
    </message>
    <message>
        <source>The drawing has changed meanwhile.</source>
        <translation>Die Zeichnung hat sich inzwischen geändert.</translation>
    </message>
    <message>
        <source>Ground floor</source>
        <translation>Erdgeschoss</translation>
    </message>
    <message>
        <source>Category 1</source>
        <translation>Kategorie 1</translation>
    </message>
    <message>
        <source>Add level</source>
        <translation>Ebene hinzufügen</translation>
    </message>
    <message>
        <source>Remove level</source>
        <translation>Ebene entfernen</translation>
    </message>
    <message>
        <source>A map needs at least one level.</source>
        <translation>Ein Plan braucht mindestens eine Ebene.</translation>
    </message>
    <message>
        <source>Reorder levels</source>
        <translation>Ebenen umordnen</translation>
    </message>
    <message>
        <source>Rename level</source>
        <translation>Ebene umbenennen</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>Kategorie hinzufügen</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>Kategorie ändern</translation>
    </message>
    <message>
        <source>Remove category</source>
        <translation>Kategorie entfernen</translation>
    </message>
    <message>
        <source>Rename map</source>
        <translation>Plan umbenennen</translation>
    </message>
    <message>
        <source>Set focal point</source>
        <translation>Blickpunkt setzen</translation>
    </message>
    <message>
        <source>Set seat size</source>
        <translation>Platzgröße setzen</translation>
    </message>
    <message>
        <source>A seat is 50 to 5,000 mm wide.</source>
        <translation>Ein Platz ist 50 bis 5.000 mm breit.</translation>
    </message>
    <message>
        <source>Change reference image</source>
        <translation>Vorlagenbild ändern</translation>
    </message>
    <message>
        <source>The image&apos;s scale or opacity is out of range.</source>
        <translation>Maßstab oder Deckkraft des Bildes liegen außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>Choose two different points and their distance.</source>
        <translation>Wählen Sie zwei verschiedene Punkte und ihren Abstand.</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>Reihe hinzufügen</translation>
    </message>
    <message>
        <source>Add block of rows</source>
        <translation>Reihenblock hinzufügen</translation>
    </message>
    <message>
        <source>Add table</source>
        <translation>Tisch hinzufügen</translation>
    </message>
    <message>
        <source>Add standing area</source>
        <translation>Stehbereich hinzufügen</translation>
    </message>
    <message>
        <source>Add section</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Add shape</source>
        <translation>Form hinzufügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Gruppierung aufheben</translation>
    </message>
    <message>
        <source>Set section</source>
        <translation>Bereich zuordnen</translation>
    </message>
    <message>
        <source>Only rows and tables can be part of a section.</source>
        <translation>Nur Reihen und Tische können zu einem Bereich gehören.</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Bring to front</source>
        <translation>In den Vordergrund</translation>
    </message>
    <message>
        <source>Send to back</source>
        <translation>In den Hintergrund</translation>
    </message>
    <message>
        <source>Move to level</source>
        <translation>Auf andere Ebene verschieben</translation>
    </message>
</context>
<context>
    <name>EmbeddedServer</name>
    <message>
        <source>The booking server program foyerd was not found. Install the package foyer-server.</source>
        <translation>Das Programm foyerd des Buchungsservers wurde nicht gefunden. Installieren Sie das Paket foyer-server.</translation>
    </message>
    <message>
        <source>The booking server has ended. It said: %1</source>
        <translation>Der Buchungsserver hat sich beendet. Er meldete: %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>EventDelegate</name>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>EventEditor</name>
    <message>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <source>Cancel event</source>
        <translation>Veranstaltung absagen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Neue Veranstaltung</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>Entwurf speichern</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Your changes are not saved. Save them first, or discard them.</source>
        <translation>Ihre Änderungen sind nicht gespeichert. Speichern Sie sie zuerst, oder verwerfen Sie sie.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message numerus="yes">
        <source>Publish with %Ln place(s) at %1? It is on sale at once.</source>
        <translation>
            <numerusform>Mit %Ln Platz zu %1 veröffentlichen? Der Verkauf beginnt sofort.</numerusform>
            <numerusform>Mit %Ln Plätzen zu %1 veröffentlichen? Der Verkauf beginnt sofort.</numerusform>
        </translation>
    </message>
    <message>
        <source>Publish now</source>
        <translation>Jetzt veröffentlichen</translation>
    </message>
    <message numerus="yes">
        <source>Cancel the event for good? %Ln ticket(s) sold; they stay booked until they are refunded.</source>
        <translation>
            <numerusform>Die Veranstaltung endgültig absagen? %Ln Karte ist verkauft; sie bleibt gebucht, bis sie erstattet ist.</numerusform>
            <numerusform>Die Veranstaltung endgültig absagen? %Ln Karten sind verkauft; sie bleiben gebucht, bis sie erstattet sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is published</source>
        <translation>%1 ist veröffentlicht</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Somebody changed this event meanwhile. What you typed is still here.</source>
        <translation>Jemand hat diese Veranstaltung inzwischen geändert. Ihre Eingaben sind noch da.</translation>
    </message>
    <message>
        <source>Not saved: somebody changed this event meanwhile. What you typed is still here.</source>
        <translation>Nicht gespeichert: Jemand hat diese Veranstaltung inzwischen geändert. Ihre Eingaben sind noch da.</translation>
    </message>
    <message>
        <source>Not saved: somebody changed this event meanwhile. What you typed is still here; their version is on its way.</source>
        <translation>Nicht gespeichert: Jemand hat diese Veranstaltung inzwischen geändert. Ihre Eingaben sind noch da; die andere Fassung ist unterwegs.</translation>
    </message>
</context>
<context>
    <name>EventForm</name>
    <message>
        <source>La Traviata</source>
        <translation>La Traviata</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Spielstätte</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Performers</source>
        <translation>Mitwirkende</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>Preise</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Choose a venue</source>
        <translation>Spielstätte wählen</translation>
    </message>
    <message>
        <source>Local time of the venue, %1</source>
        <translation>Ortszeit der Spielstätte, %1</translation>
    </message>
    <message>
        <source>Choose a venue first. Its price categories appear here.</source>
        <translation>Wählen Sie zuerst eine Spielstätte. Ihre Preiskategorien erscheinen hier.</translation>
    </message>
    <message>
        <source>Loading the price categories</source>
        <translation>Preiskategorien werden geladen</translation>
    </message>
    <message>
        <source>Adult</source>
        <translation>Erwachsene</translation>
    </message>
    <message>
        <source>The price categories could not be loaded: %1 Choose the venue again.</source>
        <translation>Die Preiskategorien konnten nicht geladen werden: %1 Wählen Sie die Spielstätte noch einmal.</translation>
    </message>
    <message>
        <source>An event needs a name.</source>
        <translation>Eine Veranstaltung braucht einen Namen.</translation>
    </message>
    <message>
        <source>Choose where it takes place.</source>
        <translation>Wählen Sie, wo sie stattfindet.</translation>
    </message>
    <message>
        <source>It must end after it starts.</source>
        <translation>Das Ende muss nach dem Beginn liegen.</translation>
    </message>
    <message>
        <source>Enter at least one price before you publish.</source>
        <translation>Geben Sie vor dem Veröffentlichen mindestens einen Preis ein.</translation>
    </message>
</context>
<context>
    <name>EventHeader</name>
    <message>
        <source>Show only %1</source>
        <translation>Nur %1 zeigen</translation>
    </message>
</context>
<context>
    <name>EventPanel</name>
    <message>
        <source>Find an event</source>
        <translation>Veranstaltung finden</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Veranstaltungen</translation>
    </message>
    <message>
        <source>Published events appear here.</source>
        <translation>Veröffentlichte Veranstaltungen erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No event is like &quot;%1&quot;.</source>
        <translation>Keine Veranstaltung passt zu „%1“.</translation>
    </message>
    <message>
        <source>Show all events</source>
        <translation>Alle Veranstaltungen zeigen</translation>
    </message>
</context>
<context>
    <name>EventTableModel</name>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Veranstaltung</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Spielstätte</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
</context>
<context>
    <name>EventTickets</name>
    <message>
        <source>another window</source>
        <translation>einem anderen Schalter</translation>
    </message>
</context>
<context>
    <name>EventsWorkspace</name>
    <message>
        <source>Search events</source>
        <translation>Veranstaltungen suchen</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Neue Veranstaltung</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>No event found</source>
        <translation>Keine Veranstaltung gefunden</translation>
    </message>
    <message>
        <source>Try fewer letters, a venue or a performer.</source>
        <translation>Versuchen Sie weniger Buchstaben, eine Spielstätte oder Mitwirkende.</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Veranstaltungen</translation>
    </message>
    <message>
        <source>Make the first one: a name, a venue with a published map, a date and prices.</source>
        <translation>Legen Sie die erste an: Name, Spielstätte mit veröffentlichtem Saalplan, Datum und Preise.</translation>
    </message>
</context>
<context>
    <name>FigureRow</name>
    <message>
        <source>Tickets sold</source>
        <translation>Verkaufte Karten</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Average price</source>
        <translation>Durchschnittspreis</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>Kein Vergleich möglich</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>Wie zuvor</translation>
    </message>
    <message>
        <source>%1 % %2</source>
        <translation>%1 % %2</translation>
    </message>
    <message>
        <source>No event on sale</source>
        <translation>Keine Veranstaltung im Verkauf</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 points in this period</source>
        <translation>%1 Punkte in diesem Zeitraum</translation>
    </message>
</context>
<context>
    <name>FindButton</name>
    <message>
        <source>Find or do anything</source>
        <translation>Alles finden und tun</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Repariert</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Weggelassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln Platz</numerusform>
            <numerusform>%Ln Plätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Reihe</numerusform>
            <numerusform>%Ln Reihen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln section(s)</source>
        <translation>
            <numerusform>%Ln Bereich</numerusform>
            <numerusform>%Ln Bereiche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln category(ies)</source>
        <translation>
            <numerusform>%Ln Kategorie</numerusform>
            <numerusform>%Ln Kategorien</numerusform>
        </translation>
    </message>
    <message>
        <source>Preview of the seating plan</source>
        <translation>Vorschau des Saalplans</translation>
    </message>
    <message>
        <source>%1 is not a seating plan Foyer can read</source>
        <translation>%1 ist kein Saalplan, den Foyer lesen kann</translation>
    </message>
    <message>
        <source>%1 Nothing was changed. Foyer reads seating plans of pretix and its own JSON.</source>
        <translation>%1 Nichts wurde geändert. Foyer liest Saalpläne von pretix und sein eigenes JSON.</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all findings as text</source>
        <translation>Alle Befunde als Text kopieren</translation>
    </message>
    <message>
        <source>What the import found</source>
        <translation>Befunde des Imports</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where, and what was done</source>
        <translation>Wo, und was getan wurde</translation>
    </message>
    <message>
        <source>Findings copied</source>
        <translation>Befunde kopiert</translation>
    </message>
    <message>
        <source>Note for this version, such as &quot;Orchestra pit closed&quot;</source>
        <translation>Notiz zu dieser Version, etwa „Orchestergraben geschlossen“</translation>
    </message>
    <message>
        <source>Note for this version</source>
        <translation>Notiz zu dieser Version</translation>
    </message>
    <message>
        <source>Seating plan for %1</source>
        <translation>Saalplan für %1</translation>
    </message>
    <message>
        <source>Publish as version %1</source>
        <translation>Als Version %1 veröffentlichen</translation>
    </message>
    <message>
        <source>Nothing had to be repaired or dropped</source>
        <translation>Nichts musste repariert oder weggelassen werden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <translation>
            <numerusform>%Ln Befund</numerusform>
            <numerusform>%Ln Befunde</numerusform>
        </translation>
    </message>
    <message>
        <source>Publishing</source>
        <translation>Wird veröffentlicht</translation>
    </message>
    <message>
        <source>The plan was not published: %1</source>
        <translation>Der Plan wurde nicht veröffentlicht: %1</translation>
    </message>
</context>
<context>
    <name>KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Saalplan</translation>
    </message>
    <message>
        <source>Move to the next seat</source>
        <translation>Zum nächsten Platz gehen</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Move by section</source>
        <translation>Bereichsweise gehen</translation>
    </message>
    <message>
        <source>Ctrl+Arrows</source>
        <translation>Ctrl+Pfeiltasten</translation>
    </message>
    <message>
        <source>Mark several seats</source>
        <translation>Mehrere Plätze markieren</translation>
    </message>
    <message>
        <source>Shift+Arrows</source>
        <translation>Shift+Pfeiltasten</translation>
    </message>
    <message>
        <source>Take the seat, or give it back</source>
        <translation>Platz nehmen oder zurückgeben</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>+ and -</source>
        <translation>+ und -</translation>
    </message>
</context>
<context>
    <name>LookControl</name>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>High contrast colours</source>
        <translation>Farben mit hohem Kontrast</translation>
    </message>
    <message>
        <source>Comfortable size</source>
        <translation>Bequeme Größe</translation>
    </message>
    <message>
        <source>Touch size</source>
        <translation>Größe für Touch</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>Touch</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Find or do anything</source>
        <translation>Alles finden und tun</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>Tasten zeigen</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen Hell und Dunkel wechseln</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>About Foyer</source>
        <translation>Über Foyer</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1 gehen</translation>
    </message>
    <message>
        <source>Everything is with the server</source>
        <translation>Alles ist beim Server</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on the way</source>
        <translation>
            <numerusform>%n Änderung unterwegs</numerusform>
            <numerusform>%n Änderungen unterwegs</numerusform>
        </translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Foyer %1, box office</source>
        <translation>Foyer %1, Theaterkasse</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>MapFacts</name>
    <message>
        <source>Places by category</source>
        <translation>Plätze nach Kategorie</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Places by section</source>
        <translation>Plätze nach Bereich</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Bereich</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>MapPane</name>
    <message>
        <source>Choose an event</source>
        <translation>Veranstaltung wählen</translation>
    </message>
    <message>
        <source>Pick one on the left, or press F2 and type a few letters of its name.</source>
        <translation>Wählen Sie links eine aus, oder drücken Sie F2 und tippen Sie ein paar Buchstaben ihres Namens.</translation>
    </message>
    <message>
        <source>Find an event</source>
        <translation>Veranstaltung finden</translation>
    </message>
    <message>
        <source>This event cannot be opened</source>
        <translation>Diese Veranstaltung kann nicht geöffnet werden</translation>
    </message>
    <message numerus="yes">
        <source>There are not %n such seat(s) left.</source>
        <translation>
            <numerusform>Kein solcher Platz ist mehr frei.</numerusform>
            <numerusform>Es sind keine %n solchen Plätze mehr frei.</numerusform>
        </translation>
    </message>
    <message>
        <source>Take fewer, or show all categories and levels.</source>
        <translation>Nehmen Sie weniger, oder zeigen Sie alle Kategorien und Ebenen.</translation>
    </message>
    <message>
        <source>There are no places without a number left.</source>
        <translation>Es sind keine unnummerierten Plätze mehr frei.</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Type a digit for how many, then B</source>
        <translation>Ziffer für die Anzahl tippen, dann B</translation>
    </message>
    <message>
        <source>Show the whole map</source>
        <translation>Ganzen Plan zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message numerus="yes">
        <source>Best %n seat(s)</source>
        <translation>
            <numerusform>Bester Platz</numerusform>
            <numerusform>Beste %n Plätze</numerusform>
        </translation>
    </message>
    <message>
        <source>Show only %1, or all levels again</source>
        <translation>Nur %1 zeigen, oder wieder alle Ebenen</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the seat map</source>
        <translation>Übersicht des Saalplans</translation>
    </message>
    <message>
        <source>Drag to move the map</source>
        <translation>Ziehen, um den Plan zu bewegen</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
</context>
<context>
    <name>OperatorWindow</name>
    <message>
        <source>Sell</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>Venues</source>
        <translation>Spielstätten</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
</context>
<context>
    <name>PerformerPicker</name>
    <message>
        <source>Add a performer</source>
        <translation>Mitwirkende hinzufügen</translation>
    </message>
    <message>
        <source>Performers found</source>
        <translation>Gefundene Mitwirkende</translation>
    </message>
    <message>
        <source>Performers, in billing order</source>
        <translation>Mitwirkende in der Reihenfolge der Nennung</translation>
    </message>
    <message>
        <source>Drag to reorder, Delete to take away</source>
        <translation>Ziehen zum Umordnen, Entf zum Entfernen</translation>
    </message>
    <message>
        <source>Unknown performer</source>
        <translation>Unbekannte Mitwirkende</translation>
    </message>
    <message>
        <source>Add &quot;%1&quot; as a new performer</source>
        <translation>„%1“ neu zu den Mitwirkenden hinzufügen</translation>
    </message>
    <message>
        <source>%1 was not added: %2</source>
        <translation>%1 wurde nicht hinzugefügt: %2</translation>
    </message>
</context>
<context>
    <name>PlacesPicker</name>
    <message>
        <source>Number of places</source>
        <translation>Anzahl der Plätze</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>No thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) free</source>
        <translation>
            <numerusform>%n Platz frei</numerusform>
            <numerusform>%n Plätze frei</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlatePictures</name>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von %2 frei</translation>
    </message>
</context>
<context>
    <name>PricePanel</name>
    <message>
        <source>Add ticket type</source>
        <translation>Kartenart hinzufügen</translation>
    </message>
    <message>
        <source>Prices by category and ticket type</source>
        <translation>Preise nach Kategorie und Kartenart</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an amount in %2. Write it like 12.50.</source>
        <translation>„%1“ ist kein Betrag in %2. Schreiben Sie ihn wie 12,50.</translation>
    </message>
    <message>
        <source>Adult</source>
        <translation>Erwachsene</translation>
    </message>
    <message>
        <source>Child</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Concession</source>
        <translation>Ermäßigt</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Studierende</translation>
    </message>
    <message>
        <source>Ticket type %1</source>
        <translation>Kartenart %1</translation>
    </message>
    <message>
        <source>Choose a cell of the ticket type to remove.</source>
        <translation>Wählen Sie eine Zelle der Kartenart, die entfernt werden soll.</translation>
    </message>
    <message>
        <source>An event needs at least one ticket type.</source>
        <translation>Eine Veranstaltung braucht mindestens eine Kartenart.</translation>
    </message>
    <message>
        <source>Name of the ticket type</source>
        <translation>Name der Kartenart</translation>
    </message>
    <message>
        <source>Rename ticket type</source>
        <translation>Kartenart umbenennen</translation>
    </message>
    <message>
        <source>Remove ticket type</source>
        <translation>Kartenart entfernen</translation>
    </message>
    <message>
        <source>Choose a cell of the ticket type to rename.</source>
        <translation>Wählen Sie eine Zelle der Kartenart, die umbenannt werden soll.</translation>
    </message>
</context>
<context>
    <name>PriceTableModel</name>
    <message>
        <source>Not sold as this ticket type</source>
        <translation>Nicht als diese Kartenart verkauft</translation>
    </message>
    <message>
        <source>not sold</source>
        <translation>nicht im Verkauf</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Foyer cannot go on</source>
        <translation>Foyer kann nicht weiterarbeiten</translation>
    </message>
    <message>
        <source>Window 1</source>
        <translation>Schalter 1</translation>
    </message>
</context>
<context>
    <name>ProgramOptions</name>
    <message>
        <source>Box office and venue management.</source>
        <translation>Theaterkasse und Verwaltung von Spielstätten.</translation>
    </message>
</context>
<context>
    <name>RaceCard</name>
    <message>
        <source>No thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>%1 was just taken by another window.</source>
        <translation>%1 hat gerade ein anderer Schalter genommen.</translation>
    </message>
    <message>
        <source>%1 were just taken by another window.</source>
        <translation>%1 hat gerade ein anderer Schalter genommen.</translation>
    </message>
    <message>
        <source>Free nearby, same price: %1</source>
        <translation>Frei in der Nähe, gleicher Preis: %1</translation>
    </message>
    <message>
        <source>Nothing like it is free nearby.</source>
        <translation>In der Nähe ist nichts Vergleichbares frei.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>Take them</source>
        <translation>Diese nehmen</translation>
    </message>
</context>
<context>
    <name>ReportsWorkspace</name>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Spielzeit</translation>
    </message>
    <message>
        <source>Event of the report</source>
        <translation>Veranstaltung des Berichts</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Umsatz</translation>
    </message>
    <message>
        <source>Sales over time</source>
        <translation>Verkäufe im Zeitverlauf</translation>
    </message>
    <message>
        <source>Revenue by category</source>
        <translation>Umsatz nach Kategorie</translation>
    </message>
    <message>
        <source>Dashed: the period before</source>
        <translation>Gestrichelt: der Zeitraum davor</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Whole house</source>
        <translation>Ganzes Haus</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>These figures are not the newest: %1</source>
        <translation>Diese Zahlen sind nicht die neuesten: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The report could not be loaded</source>
        <translation>Der Bericht konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>to yesterday</source>
        <translation>gegenüber gestern</translation>
    </message>
    <message>
        <source>to the 7 days before</source>
        <translation>gegenüber den 7 Tagen davor</translation>
    </message>
    <message>
        <source>to the 30 days before</source>
        <translation>gegenüber den 30 Tagen davor</translation>
    </message>
    <message>
        <source>to the season before</source>
        <translation>gegenüber der Spielzeit davor</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
</context>
<context>
    <name>SaleTexts</name>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>In your cart</source>
        <translation>In Ihrem Warenkorb</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Not for sale</source>
        <translation>Nicht im Verkauf</translation>
    </message>
    <message>
        <source>another window</source>
        <translation>einem anderen Schalter</translation>
    </message>
    <message>
        <source>Held by %1</source>
        <translation>Gehalten von %1</translation>
    </message>
    <message>
        <source>Held by %1, %2 left</source>
        <translation>Gehalten von %1, noch %2</translation>
    </message>
    <message>
        <source>Wheelchair place</source>
        <translation>Rollstuhlplatz</translation>
    </message>
    <message>
        <source>Companion seat</source>
        <translation>Begleitplatz</translation>
    </message>
    <message>
        <source>Restricted view</source>
        <translation>Eingeschränkte Sicht</translation>
    </message>
    <message>
        <source>Aisle</source>
        <translation>Am Gang</translation>
    </message>
    <message>
        <source>Hearing loop</source>
        <translation>Induktionsschleife</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>Reihe %1</translation>
    </message>
    <message>
        <source>seat %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>These seats were just taken by another window.</source>
        <translation>Diese Plätze hat gerade ein anderer Schalter genommen.</translation>
    </message>
    <message>
        <source>The hold has ended. Pick the seats again.</source>
        <translation>Die Reservierung ist abgelaufen. Wählen Sie die Plätze noch einmal.</translation>
    </message>
    <message>
        <source>These seats are held by another window now.</source>
        <translation>Diese Plätze hält jetzt ein anderer Schalter.</translation>
    </message>
    <message>
        <source>No more can be held here. Sell or release some first.</source>
        <translation>Mehr kann hier nicht gehalten werden. Verkaufen Sie zuerst welche, oder geben Sie welche frei.</translation>
    </message>
    <message>
        <source>This event is not on sale.</source>
        <translation>Diese Veranstaltung ist nicht im Verkauf.</translation>
    </message>
    <message>
        <source>The price has changed. Tell the buyer the new total, then sell again.</source>
        <translation>Der Preis hat sich geändert. Nennen Sie die neue Summe und verkaufen Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>That is less than the total.</source>
        <translation>Das ist weniger als die Summe.</translation>
    </message>
    <message>
        <source>You are signed out. Sign in again; the cart is kept until its time is up.</source>
        <translation>Sie sind abgemeldet. Melden Sie sich wieder an; der Warenkorb bleibt, bis seine Zeit abgelaufen ist.</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask a supervisor.</source>
        <translation>Ihre Rolle darf das nicht. Fragen Sie die Aufsicht.</translation>
    </message>
    <message>
        <source>The booking server is busy. Trying again.</source>
        <translation>Der Buchungsserver ist ausgelastet. Neuer Versuch läuft.</translation>
    </message>
    <message>
        <source>The booking server cannot write. Nothing was sold. Call whoever looks after it.</source>
        <translation>Der Buchungsserver kann nicht schreiben. Nichts wurde verkauft. Rufen Sie an, wer ihn betreut.</translation>
    </message>
</context>
<context>
    <name>SalesChart</name>
    <message>
        <source>Sales over time</source>
        <translation>Verkäufe im Zeitverlauf</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ticket(s)</source>
        <translation>
            <numerusform>%Ln Karte</numerusform>
            <numerusform>%Ln Karten</numerusform>
        </translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>davor: %1</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>SeatMapView</name>
    <message>
        <source>table %1</source>
        <translation>Tisch %1</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>Reihe %1</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Saalplan</translation>
    </message>
    <message>
        <source>seat %1</source>
        <translation>Platz %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>available</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>in your cart</source>
        <translation>in Ihrem Warenkorb</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>sold</source>
        <translation>verkauft</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>gesperrt</translation>
    </message>
</context>
<context>
    <name>SellWorkspace</name>
    <message>
        <source>Find an event</source>
        <translation>Veranstaltung finden</translation>
    </message>
    <message>
        <source>Sell for cash</source>
        <translation>Bar verkaufen</translation>
    </message>
    <message>
        <source>Release the cart</source>
        <translation>Warenkorb freigeben</translation>
    </message>
    <message>
        <source>Extend the hold</source>
        <translation>Reservierung verlängern</translation>
    </message>
    <message>
        <source>Go to the seat map</source>
        <translation>Zum Saalplan gehen</translation>
    </message>
    <message>
        <source>Show the whole map</source>
        <translation>Ganzen Plan zeigen</translation>
    </message>
    <message>
        <source>Take the best seats</source>
        <translation>Beste Plätze nehmen</translation>
    </message>
    <message>
        <source>Show the next level</source>
        <translation>Nächste Ebene zeigen</translation>
    </message>
    <message>
        <source>Show the previous level</source>
        <translation>Vorige Ebene zeigen</translation>
    </message>
    <message>
        <source>Take standing places</source>
        <translation>Stehplätze nehmen</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Operator name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in to sell and plan</source>
        <translation>Anmelden, um zu verkaufen und zu planen</translation>
    </message>
    <message>
        <source>Enter your operator name.</source>
        <translation>Geben Sie Ihren Benutzernamen ein.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Box office</source>
        <translation>Theaterkasse</translation>
    </message>
    <message>
        <source>No connection to the booking server. This window keeps trying; check the network.</source>
        <translation>Keine Verbindung zum Buchungsserver. Dieser Schalter versucht es weiter; prüfen Sie das Netz.</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmeldung läuft</translation>
    </message>
</context>
<context>
    <name>StatePane</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search actions, events...</source>
        <translation>Aktionen, Veranstaltungen suchen...</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen Hell und Dunkel wechseln</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Signed in: %1</source>
        <translation>Angemeldet: %1</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Window 1</source>
        <translation>Schalter 1</translation>
    </message>
    <message>
        <source>Window 2</source>
        <translation>Schalter 2</translation>
    </message>
    <message>
        <source>%1 is connected</source>
        <translation>%1 ist verbunden</translation>
    </message>
    <message>
        <source>%1: the house is open</source>
        <translation>%1: das Haus ist offen</translation>
    </message>
    <message>
        <source>Anna signs in at window 1</source>
        <translation>Anna meldet sich an Schalter 1 an</translation>
    </message>
    <message>
        <source>Max signs in at window 2</source>
        <translation>Max meldet sich an Schalter 2 an</translation>
    </message>
    <message>
        <source>The season, before anything is chosen</source>
        <translation>Die Spielzeit, bevor etwas gewählt ist</translation>
    </message>
    <message>
        <source>A typo is forgiven: bethoven finds Beethoven</source>
        <translation>Ein Tippfehler schadet nicht: bethoven findet Beethoven</translation>
    </message>
    <message>
        <source>The event opens on its live seat map</source>
        <translation>Die Veranstaltung öffnet sich mit ihrem Saalplan, live</translation>
    </message>
    <message>
        <source>Window 2 opens the same event</source>
        <translation>Schalter 2 öffnet dieselbe Veranstaltung</translation>
    </message>
    <message>
        <source>One click holds a seat</source>
        <translation>Ein Klick hält einen Platz</translation>
    </message>
    <message>
        <source>The other window sees it at once</source>
        <translation>Der andere Schalter sieht es sofort</translation>
    </message>
    <message>
        <source>A second seat joins the cart</source>
        <translation>Ein zweiter Platz kommt in den Warenkorb</translation>
    </message>
    <message>
        <source>Two windows want the same seat: one is told, and offered its neighbours</source>
        <translation>Zwei Schalter wollen denselben Platz: Einer erfährt es und bekommt die Nachbarplätze angeboten</translation>
    </message>
    <message>
        <source>The offer is taken with one key</source>
        <translation>Eine Taste nimmt das Angebot an</translation>
    </message>
    <message>
        <source>Cash: the change is known while typing</source>
        <translation>Bar: Das Rückgeld steht schon beim Tippen fest</translation>
    </message>
    <message>
        <source>Sold, with a booking that can be read out</source>
        <translation>Verkauft, mit einer Buchung zum Vorlesen</translation>
    </message>
    <message>
        <source>Sold at window 1 is sold at window 2</source>
        <translation>An Schalter 1 verkauft heißt an Schalter 2 verkauft</translation>
    </message>
    <message>
        <source>Events: what is on sale, and what it costs</source>
        <translation>Veranstaltungen: was im Verkauf ist und was es kostet</translation>
    </message>
    <message>
        <source>Venues: the map and its versions</source>
        <translation>Spielstätten: der Saalplan und seine Versionen</translation>
    </message>
    <message>
        <source>Reports: sales as they happen</source>
        <translation>Berichte: Verkäufe, während sie geschehen</translation>
    </message>
    <message>
        <source>The same in the dark</source>
        <translation>Dasselbe in Dunkel</translation>
    </message>
    <message>
        <source>Reports in the dark</source>
        <translation>Berichte in Dunkel</translation>
    </message>
    <message>
        <source>A window that is closed opens again where it was left</source>
        <translation>Ein geschlossenes Fenster öffnet sich wieder, wo es verlassen wurde</translation>
    </message>
</context>
<context>
    <name>TourGuide</name>
    <message>
        <source>The folder %1 cannot be made. Choose another with --tour.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden. Wählen Sie mit --tour einen anderen.</translation>
    </message>
    <message>
        <source>This did not happen: %1</source>
        <translation>Das ist nicht geschehen: %1</translation>
    </message>
    <message>
        <source>The picture %1 cannot be saved. Is the disk full?</source>
        <translation>Das Bild %1 kann nicht gespeichert werden. Ist die Platte voll?</translation>
    </message>
    <message>
        <source>The summary cannot be saved in %1. Is the disk full?</source>
        <translation>Die Zusammenfassung kann in %1 nicht gespeichert werden. Ist die Platte voll?</translation>
    </message>
    <message>
        <source>Foyer, a guided tour</source>
        <translation>Foyer, eine Führung</translation>
    </message>
    <message>
        <source>Every step happened, through the real windows of two ticket windows and one booking server.</source>
        <translation>Jeder Schritt ist wirklich geschehen, in den echten Fenstern zweier Schalter mit einem Buchungsserver.</translation>
    </message>
</context>
<context>
    <name>VenueDelegate</name>
    <message>
        <source>no map yet</source>
        <translation>noch kein Plan</translation>
    </message>
</context>
<context>
    <name>VenueDetails</name>
    <message>
        <source>Import seating plan</source>
        <translation>Saalplan importieren</translation>
    </message>
    <message>
        <source>Change name, place and time zone</source>
        <translation>Name, Ort und Zeitzone ändern</translation>
    </message>
    <message>
        <source>Save this version as Foyer JSON</source>
        <translation>Diese Version als Foyer-JSON speichern</translation>
    </message>
    <message>
        <source>Seat map</source>
        <translation>Saalplan</translation>
    </message>
    <message>
        <source>Needs an organizer and a live connection</source>
        <translation>Braucht einen Veranstalter und eine Live-Verbindung</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Published versions</source>
        <translation>Veröffentlichte Versionen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln Platz</numerusform>
            <numerusform>%Ln Plätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Version %1, %Ln place(s)</source>
        <translation>
            <numerusform>Version %1, %Ln Platz</numerusform>
            <numerusform>Version %1, %Ln Plätze</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>No seat map yet</source>
        <translation>Noch kein Saalplan</translation>
    </message>
    <message>
        <source>Import a seating plan in the pretix or Foyer format, look at it, then publish it. Events can be sold on it from then on.</source>
        <translation>Importieren Sie einen Saalplan im Format von pretix oder Foyer, sehen Sie ihn an und veröffentlichen Sie ihn. Ab dann können Veranstaltungen darauf verkauft werden.</translation>
    </message>
    <message>
        <source>Version %1 could not be loaded</source>
        <translation>Version %1 konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>VenueForm</name>
    <message>
        <source>Save venue</source>
        <translation>Spielstätte speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Grand Hall</source>
        <translation>Großer Saal</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>1 Theatre Square</source>
        <translation>Theaterplatz 1</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Stadt</translation>
    </message>
    <message>
        <source>Berlin</source>
        <translation>Berlin</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>New venue</source>
        <translation>Neue Spielstätte</translation>
    </message>
    <message>
        <source>Change venue</source>
        <translation>Spielstätte ändern</translation>
    </message>
    <message>
        <source>A venue needs a name.</source>
        <translation>Eine Spielstätte braucht einen Namen.</translation>
    </message>
    <message>
        <source>Say in which city it is.</source>
        <translation>Geben Sie an, in welcher Stadt sie liegt.</translation>
    </message>
    <message>
        <source>Choose a time zone of the list, such as Europe/Berlin.</source>
        <translation>Wählen Sie eine Zeitzone der Liste, etwa Europe/Berlin.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Somebody changed this venue meanwhile. Cancel to see it as it is now; what you typed stays here until then.</source>
        <translation>Jemand hat diese Spielstätte inzwischen geändert. Brechen Sie ab, um den jetzigen Stand zu sehen; bis dahin bleiben Ihre Eingaben hier.</translation>
    </message>
    <message>
        <source>The venue was not saved: %1</source>
        <translation>Die Spielstätte wurde nicht gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>VenueListModel</name>
    <message>
        <source>no seat map yet</source>
        <translation>noch kein Saalplan</translation>
    </message>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln Platz</numerusform>
            <numerusform>%Ln Plätze</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VenuesWorkspace</name>
    <message>
        <source>Search venues</source>
        <translation>Spielstätten suchen</translation>
    </message>
    <message>
        <source>New venue</source>
        <translation>Neue Spielstätte</translation>
    </message>
    <message>
        <source>Venues</source>
        <translation>Spielstätten</translation>
    </message>
    <message>
        <source>No venue found</source>
        <translation>Keine Spielstätte gefunden</translation>
    </message>
    <message>
        <source>Try fewer letters, or the name of the city.</source>
        <translation>Versuchen Sie weniger Buchstaben oder den Namen der Stadt.</translation>
    </message>
    <message>
        <source>No venues yet</source>
        <translation>Noch keine Spielstätten</translation>
    </message>
    <message>
        <source>Where do your events take place</source>
        <translation>Wo finden Ihre Veranstaltungen statt</translation>
    </message>
    <message>
        <source>Choose a venue</source>
        <translation>Spielstätte wählen</translation>
    </message>
    <message>
        <source>Enter the first venue, then import its seating plan.</source>
        <translation>Geben Sie die erste Spielstätte ein und importieren Sie dann ihren Saalplan.</translation>
    </message>
    <message>
        <source>Its seat map and versions appear here.</source>
        <translation>Ihr Saalplan und seine Versionen erscheinen hier.</translation>
    </message>
    <message>
        <source>Import seating plan</source>
        <translation>Saalplan importieren</translation>
    </message>
    <message>
        <source>Seating plans (*.json);;All files (*)</source>
        <translation>Saalpläne (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There is no map to save.</source>
        <translation>Es gibt keinen Plan zu speichern.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another folder.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Save as Foyer JSON</source>
        <translation>Als Foyer-JSON speichern</translation>
    </message>
    <message>
        <source>Foyer seat maps (*.json)</source>
        <translation>Foyer-Saalpläne (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>%1 saved</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Published as version %1</source>
        <translation>Als Version %1 veröffentlicht</translation>
    </message>
</context>
<context>
    <name>foyer::AvailabilityBar</name>
    <message>
        <source>sold out</source>
        <translation>ausverkauft</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>letzte %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
</context>
<context>
    <name>foyer::CategoryChart</name>
    <message>
        <source>Other categories</source>
        <translation>Andere Kategorien</translation>
    </message>
</context>
<context>
    <name>foyer::EventDifference</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Venue</source>
        <translation>Spielstätte</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Performers</source>
        <translation>Mitwirkende</translation>
    </message>
    <message numerus="yes">
        <source>Prices, %Ln different</source>
        <translation>
            <numerusform>Preise, %Ln anders</numerusform>
            <numerusform>Preise, %Ln anders</numerusform>
        </translation>
    </message>
    <message>
        <source>Ticket types</source>
        <translation>Kartenarten</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>foyer::EventTableModel</name>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
</context>
<context>
    <name>foyer::PlanReader</name>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>Die Datei kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB. A seating plan of 300,000 seats is smaller.</source>
        <translation>Die Datei ist größer als 64 MB. Ein Saalplan mit 300.000 Plätzen ist kleiner.</translation>
    </message>
</context>
<context>
    <name>foyer::SalesChart</name>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>week from %1</source>
        <translation>Woche ab %1</translation>
    </message>
</context>
</TS>
