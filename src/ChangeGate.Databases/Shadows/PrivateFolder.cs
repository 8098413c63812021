using System.Security.Cryptography;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// A folder that nobody else may look into, gone when it is disposed of. A process that is killed leaves it; the lock on the file inside
/// ends with the process, so whoever comes next knows that nobody lives there and removes it.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "cgshadow-";
    private const string LockName = "alive";

    private readonly FileStream _lock;

    private PrivateFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <param name="abandoned">What else belongs to a folder that somebody left; called before it is removed.</param>
    public static PrivateFolder Create(string parent, Action<string>? abandoned = null)
    {
        try
        {
            Directory.CreateDirectory(parent);
            Sweep(parent, abandoned);
            return Make(parent);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"No folder for a shadow could be made in `{parent}`.", "Give this user the right to write there and some free space, or name another folder for temporary files.", failure);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Remove(Path);
    }

    private static PrivateFolder Make(string parent)
    {
        while (true)
        {
            var path = System.IO.Path.Combine(parent, Prefix + RandomNumberGenerator.GetHexString(10, lowercase: true));

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            if (TryLock(System.IO.Path.Combine(path, LockName), FileMode.CreateNew) is { } held)
            {
                return new PrivateFolder(path, held);
            }
        }
    }

    private static void Sweep(string parent, Action<string>? abandoned)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            using var held = TryLock(System.IO.Path.Combine(folder, LockName), FileMode.Open);

            if (held is not null)
            {
                abandoned?.Invoke(folder);
                Remove(folder);
            }
        }
    }

    // Without a lock file the folder is being made at this moment, or belongs to another user.
    private static FileStream? TryLock(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A server that is still ending may write into it once more.
    private static void Remove(string path)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
