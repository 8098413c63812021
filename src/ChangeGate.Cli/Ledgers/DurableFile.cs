using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace ChangeGate.Cli.Ledgers;

/// <summary>Files that are on the disk, and not only on their way there, when a call returns.</summary>
internal static class DurableFile
{
    /// <summary>The name itself is durable only after <see cref="SettleFolder"/>.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="pieces">All of it.</param>
    /// <param name="mode">What stood there before is written over, unless this refuses it.</param>
    public static void Write(string path, IEnumerable<ReadOnlyMemory<byte>> pieces, FileMode mode = FileMode.Create)
    {
        using var file = new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0);

        foreach (var piece in pieces)
        {
            file.Write(piece.Span);
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Whole or not at all: under another name first.</summary>
    public static void Replace(string path, string temporary, byte[] content)
    {
        Write(temporary, [content]);
        File.Move(temporary, path, overwrite: true);
        SettleFolder(Path.GetDirectoryName(path)!); // Every file is in a folder.
    }

    /// <summary>Names that were made, moved or deleted in it stay so. Windows keeps them by itself, and opens no folder as a file.</summary>
    public static void SettleFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly);

        if (handle < 0)
        {
            throw new IOException($"'{folder}' could not be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }

        try
        {
            if (Synchronize(handle) != 0)
            {
                throw new IOException($"'{folder}' could not be written to the disk.", new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private const int ReadOnly = 0;

    // The library refuses to open a folder.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
