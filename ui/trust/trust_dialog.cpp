// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/trust_dialog.h"

#include "session/trust_digest.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "words/isolated.h"
#include "words/trust_words.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

enum Role { KindRole = Qt::UserRole, EndpointRole, WholeRole };

constexpr int longestTitle = 80;          // characters
constexpr int longestUrl = 160;
constexpr int mostSteps = 5;
constexpr std::size_t longestWhole = 64 * 1024; // bytes

/// No title is longer than a row.
QString titleOf(const Endpoint& endpoint)
{
    const QString title = words::withoutIsolates(endpointTitle(endpoint));
    return words::isolated(title.size() <= longestTitle ? title : title.left(longestTitle - 1) + u'…');
}

/// The text of a forwarding or an answer as it stands in the store.
QString wholeText(const std::string& bytes)
{
    const QString text = shown(std::string_view(bytes).substr(0, longestWhole), true);
    return bytes.size() <= longestWhole ? text : text + u"\n…"_s;
}

} // namespace

TrustDialog::TrustDialog(const HeldStore& held, const std::vector<Endpoint>& endpoints, bool secretsUnreadable, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("What this store would do"));
    auto* why = plainLabel(words::trustReasonSentence(held.reason, held.knownPath) + u'\n'
                               + words::trustMeanwhileSentence(held, endpoints, secretsUnreadable), this);
    why->setWordWrap(true);
    why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tree = new QTreeWidget(this);
    m_tree->setObjectName(u"trustTree"_s);
    m_tree->setAccessibleName(tr("What this store would do"));
    m_tree->setColumnCount(1);
    m_tree->setHeaderHidden(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->header()->setStretchLastSection(true);
    auto* name = plainLabel(tr("The &selected row, whole"), this);
    m_whole = new QPlainTextEdit(this);
    m_whole->setObjectName(u"trustWhole"_s);
    m_whole->setReadOnly(true);
    m_whole->setFont(codeFont());
    m_whole->setTabChangesFocus(true);
    m_whole->setAccessibleName(tr("The selected row, whole"));
    name->setBuddy(m_whole);
    auto* lower = new QWidget(this);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->addWidget(name);
    lowerLayout->addWidget(m_whole, 1);
    auto* halves = new QSplitter(Qt::Vertical, this);
    halves->addWidget(m_tree);
    halves->addWidget(lower);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 1);
    halves->setChildrenCollapsible(false);

    auto* buttons = new QDialogButtonBox(this);
    auto* keep = buttons->addButton(tr("&Keep it held"), QDialogButtonBox::RejectRole);
    m_allow = buttons->addButton(tr("&Allow the chosen"), QDialogButtonBox::AcceptRole);
    auto* all = buttons->addButton(tr("&Choose all"), QDialogButtonBox::ActionRole);
    for (QPushButton* button : {m_allow, all})
        button->setAutoDefault(false);
    keep->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(why);
    layout->addWidget(halves, 1);
    layout->addWidget(buttons);
    resize(720, 560);

    for (const HeldEndpoint& one : held.endpoints) {
        const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& other) { return other.id == one.endpoint; });
        if (endpoint == endpoints.end())
            continue;
        if (one.holdsForwarding())
            addForwarding(one, *endpoint);
        if (one.answer)
            addAnswer(*endpoint);
    }
    if (held.drafts)
        addDrafts();
    m_tree->expandAll();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(all, &QPushButton::clicked, this, &TrustDialog::chooseAll);
    connect(m_tree, &QTreeWidget::itemChanged, this, &TrustDialog::enableAllow);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &TrustDialog::showWhole);
    enableAllow();
    if (m_tree->topLevelItemCount() > 0)
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    m_tree->setFocus();
}

void TrustDialog::addForwarding(const HeldEndpoint& held, const Endpoint& endpoint)
{
    const QString name = titleOf(endpoint);
    const auto targets = session::trustTargetsIn(endpoint.forward);
    QTreeWidgetItem* box = addBox(Kind::Forwarding, endpoint.id,
                                  held.forward ? tr("“%1” passes each request on to:").arg(name)
                                               : tr("“%1” sends what waits in the file to:").arg(name),
                                  wholeText(endpoint.forward));
    for (const TrustTarget& target : targets) {
        const auto waiting = std::find_if(held.waiting.begin(), held.waiting.end(),
                                          [&](const HeldRequests& one) { return one.target == target.url; });
        if (!held.forward && waiting == held.waiting.end())
            continue;
        QTreeWidgetItem* line = addLine(box, shownText(target.url, longestUrl), shown(target.url));
        const QString place = words::trustPlaceSentence(target);
        addLine(line, place, place);
        if (waiting == held.waiting.end())
            continue;
        const QString waits = words::trustWaitingSentence(waiting->requests);
        addLine(line, waits, waits);
    }
}

void TrustDialog::addAnswer(const Endpoint& endpoint)
{
    const QString whole = wholeText(endpoint.answer);
    QTreeWidgetItem* box = addBox(Kind::Answer, endpoint.id,
                                  tr("“%1” answers:").arg(titleOf(endpoint)), whole);
    const QStringList lines = words::trustAnswerLines(endpoint.answer, mostSteps);
    for (const QString& line : lines)
        addLine(box, line, line + u"\n\n"_s + tr("The whole answer, as it is in the store:") + u'\n' + whole);
}

void TrustDialog::addDrafts()
{
    const QString about = tr("Requests that were edited and not sent are kept beside this store, with the addresses they were to go to. "
                             "Allowed, they are there again when a request is replayed; nothing is sent by itself.");
    QTreeWidgetItem* box = addBox(Kind::Drafts, catchAllEndpoint, tr("Brings edited requests along"), about);
    addLine(box, about, about);
}

QTreeWidgetItem* TrustDialog::addBox(Kind kind, EndpointId endpoint, const QString& title, const QString& whole)
{
    auto* box = new QTreeWidgetItem(m_tree, {title});
    box->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    box->setCheckState(0, Qt::Unchecked);
    box->setData(0, KindRole, int(kind));
    box->setData(0, EndpointRole, qint64(toInt(endpoint)));
    box->setData(0, WholeRole, whole);
    box->setToolTip(0, plainToolTip(title));
    box->setSizeHint(0, rowSize());
    QFont font = m_tree->font();
    font.setWeight(QFont::DemiBold);
    box->setFont(0, font);
    return box;
}

QTreeWidgetItem* TrustDialog::addLine(QTreeWidgetItem* above, const QString& text, const QString& whole)
{
    auto* line = new QTreeWidgetItem(above, {text});
    line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    line->setData(0, WholeRole, whole);
    line->setToolTip(0, plainToolTip(text));
    line->setSizeHint(0, rowSize());
    return line;
}

QSize TrustDialog::rowSize() const
{
    return {0, m_tree->fontMetrics().height() + 8};
}

TrustConsent TrustDialog::consent() const
{
    TrustConsent consent;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem& box = *m_tree->topLevelItem(i);
        if (box.checkState(0) != Qt::Checked)
            continue;
        const EndpointId endpoint{box.data(0, EndpointRole).toLongLong()};
        switch (static_cast<Kind>(box.data(0, KindRole).toInt())) {
        case Kind::Forwarding: consent.forwards.push_back(endpoint); break;
        case Kind::Answer: consent.answers.push_back(endpoint); break;
        case Kind::Drafts: consent.drafts = true; break;
        }
    }
    return consent;
}

void TrustDialog::chooseAll()
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        m_tree->topLevelItem(i)->setCheckState(0, Qt::Checked);
}

void TrustDialog::showWhole()
{
    const QTreeWidgetItem* current = m_tree->currentItem();
    m_whole->setPlainText(current ? current->data(0, WholeRole).toString() : QString());
}

void TrustDialog::enableAllow()
{
    const TrustConsent chosen = consent();
    m_allow->setEnabled(chosen.drafts || !chosen.forwards.empty() || !chosen.answers.empty());
}

} // namespace hookloupe::ui
