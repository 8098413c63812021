using System.Diagnostics;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>The journal of a tool whose history is taken over, and which is not written afterwards.</summary>
internal abstract class ReadOnlyJournal(HostRequest request) : HostJournal(request)
{
    private protected override IEnumerable<string> Creation => throw NeverWritten();

    private protected override Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation) => throw NeverWritten();

    private protected override Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation) => throw NeverWritten();

    // The configuration refuses the kind, and `adopt --to` does.
    private static UnreachableException NeverWritten() => new("A journal that is only read was to be written.");
}
