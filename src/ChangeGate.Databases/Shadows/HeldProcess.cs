using System.Diagnostics;

namespace ChangeGate.Databases.Shadows;

/// <summary>A process that ends when its input does: when this is disposed of, or this program ends in whatever way.</summary>
internal sealed class HeldProcess : IDisposable
{
    // A server gives its sessions five seconds before it kills them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Action _endOtherwise;

    /// <param name="process">Whose input is ours.</param>
    /// <param name="endOtherwise">Ends what it runs, when it does not do so itself.</param>
    public HeldProcess(Process process, Action endOtherwise)
    {
        Process = process;
        _endOtherwise = endOtherwise;
        AppDomain.CurrentDomain.ProcessExit += Stop;
    }

    public Process Process { get; }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        Stop(null, EventArgs.Empty);
        Process.Dispose();
    }

    private void Stop(object? sender, EventArgs arguments)
    {
        Process.StandardInput.Close();

        if (!Process.WaitForExit(Patience))
        {
            _endOtherwise();
            Process.Kill();
        }
    }
}
