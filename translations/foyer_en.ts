<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CartPanel</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n ticket</numerusform>
            <numerusform>%n tickets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s) sold</source>
        <translation>
            <numerusform>%n ticket sold</numerusform>
            <numerusform>%n tickets sold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The time for %n seat(s) is over; they are free again.</source>
        <translation>
            <numerusform>The time for %n seat is over; it is free again.</numerusform>
            <numerusform>The time for %n seats is over; they are free again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CategoryChart</name>
    <message numerus="yes">
        <source>%Ln ticket(s)</source>
        <translation>
            <numerusform>%Ln ticket</numerusform>
            <numerusform>%Ln tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientSaleDesk</name>
    <message numerus="yes">
        <source>%1 has only %n free place(s) left.</source>
        <translation>
            <numerusform>%1 has only %n free place left.</numerusform>
            <numerusform>%1 has only %n free places left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message numerus="yes">
        <source>%n change(s) waiting</source>
        <translation>
            <numerusform>%n change waiting</numerusform>
            <numerusform>%n changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connected to %1. %n change(s) are on the way to the server.</source>
        <translation>
            <numerusform>Connected to %1. %n change is on the way to the server.</numerusform>
            <numerusform>Connected to %1. %n changes are on the way to the server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are kept and will be sent.</source>
        <translation>
            <numerusform>%n change is kept and will be sent.</numerusform>
            <numerusform>%n changes are kept and will be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventEditor</name>
    <message numerus="yes">
        <source>Publish with %Ln place(s) at %1? It is on sale at once.</source>
        <translation>
            <numerusform>Publish with %Ln place at %1? It is on sale at once.</numerusform>
            <numerusform>Publish with %Ln places at %1? It is on sale at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel the event for good? %Ln ticket(s) sold; they stay booked until they are refunded.</source>
        <translation>
            <numerusform>Cancel the event for good? %Ln ticket sold; it stays booked until it is refunded.</numerusform>
            <numerusform>Cancel the event for good? %Ln tickets sold; they stay booked until they are refunded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln section(s)</source>
        <translation>
            <numerusform>%Ln section</numerusform>
            <numerusform>%Ln sections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln category(ies)</source>
        <translation>
            <numerusform>%Ln category</numerusform>
            <numerusform>%Ln categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln finding(s)</source>
        <translation>
            <numerusform>%Ln finding</numerusform>
            <numerusform>%Ln findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n change(s) on the way</source>
        <translation>
            <numerusform>%n change on the way</numerusform>
            <numerusform>%n changes on the way</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPane</name>
    <message numerus="yes">
        <source>There are not %n such seat(s) left.</source>
        <translation>
            <numerusform>There is no such seat left.</numerusform>
            <numerusform>There are not %n such seats left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message numerus="yes">
        <source>Best %n seat(s)</source>
        <translation>
            <numerusform>Best seat</numerusform>
            <numerusform>Best %n seats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlacesPicker</name>
    <message numerus="yes">
        <source>%n place(s) free</source>
        <translation>
            <numerusform>%n place free</numerusform>
            <numerusform>%n places free</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SalesChart</name>
    <message numerus="yes">
        <source>%Ln ticket(s)</source>
        <translation>
            <numerusform>%Ln ticket</numerusform>
            <numerusform>%Ln tickets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VenueDetails</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Version %1, %Ln place(s)</source>
        <translation>
            <numerusform>Version %1, %Ln place</numerusform>
            <numerusform>Version %1, %Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VenueListModel</name>
    <message numerus="yes">
        <source>%Ln place(s)</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>foyer::EventDifference</name>
    <message numerus="yes">
        <source>Prices, %Ln different</source>
        <translation>
            <numerusform>Prices, %Ln different</numerusform>
            <numerusform>Prices, %Ln different</numerusform>
        </translation>
    </message>
</context>
</TS>
