<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ShortWords</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignatureWords</name>
    <message numerus="yes">
        <source>The signature fits, but its timestamp is more than %n minute(s) away from the time the request arrived. It may be an old request sent again, or one of the clocks is wrong.</source>
        <translation>
            <numerusform>The signature fits, but its timestamp is more than %n minute away from the time the request arrived. It may be an old request sent again, or one of the clocks is wrong.</numerusform>
            <numerusform>The signature fits, but its timestamp is more than %n minutes away from the time the request arrived. It may be an old request sent again, or one of the clocks is wrong.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StandingWarnings</name>
    <message numerus="yes">
        <source>The store was damaged. %n request(s) could be read and are kept.</source>
        <translation>
            <numerusform>The store was damaged. %n request could be read and is kept.</numerusform>
            <numerusform>The store was damaged. %n requests could be read and are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) are lost.</source>
        <translation>
            <numerusform>%n request is lost.</numerusform>
            <numerusform>%n requests are lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookloupe::ui::CaptureCommands</name>
    <message numerus="yes">
        <source>Copied %n row(s).</source>
        <translation>
            <numerusform>Copied %n row.</numerusform>
            <numerusform>Copied %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n request(s) for good?</source>
        <translation>
            <numerusform>Delete %n request for good?</numerusform>
            <numerusform>Delete %n requests for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted %n request(s).</source>
        <translation>
            <numerusform>Deleted %n request.</numerusform>
            <numerusform>Deleted %n requests.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookloupe::ui::CaptureListPanel</name>
    <message numerus="yes">
        <source>%n new request(s)</source>
        <translation>
            <numerusform>%n new request</numerusform>
            <numerusform>%n new requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookloupe::ui::PayloadTreeModel</name>
    <message numerus="yes">
        <source>… %n more: press Enter to show the next ones</source>
        <translation>
            <numerusform>… %n more: press Enter to show the next ones</numerusform>
            <numerusform>… %n more: press Enter to show the next ones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hookloupe::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n limit(s) hit</source>
        <translation>
            <numerusform>%n limit hit</numerusform>
            <numerusform>%n limits hit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) open</source>
        <translation>
            <numerusform>%n answer open</numerusform>
            <numerusform>%n answers open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
</TS>
