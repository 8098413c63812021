using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>What is made once and used by many processes: one makes it while the others wait, and it gets its name when it is whole.</summary>
internal static class CacheFolder
{
    private const int MostKept = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>For the eyes of this user alone.</summary>
    public static void Make(string path) => Make(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Another user runs what is inside when we are root.</summary>
    public static void MakeReadable(string path) => Make(
        path,
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    private static void Make(string path, UnixFileMode mode)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, mode);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, failure);
        }
    }

    /// <summary>Removes what somebody left who did not come to an end.</summary>
    public static void Clear(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>The operating system gives the lock back when its holder ends, in whatever way.</summary>
    public static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException failure)
            {
                throw Unusable(path, failure);
            }
            catch (IOException)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>A name of what is kept, when nothing can be meant by it but a name.</summary>
    public static string Checked(string name) =>
        name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? name : throw new ArgumentException("What is kept is named by letters and digits.", nameof(name));

    /// <summary>Holds what is kept against <see cref="ForgetOldest"/> while it is read; null when somebody is about to remove it.</summary>
    public static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What nobody has used for the longest time, and nobody holds at this moment.</summary>
    /// <param name="kept">All that is kept.</param>
    /// <param name="forget">Removes one.</param>
    public static void ForgetOldest(IEnumerable<FileSystemInfo> kept, Action<FileSystemInfo> forget)
    {
        foreach (var old in kept.OrderByDescending(static one => one.LastWriteTimeUtc).Skip(MostKept).ToList())
        {
            try
            {
                using var alone = new FileStream(old.FullName + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                forget(old);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It is held, or somebody else has just removed it.
            }
        }
    }

    private static GateException Unusable(string path, Exception failure) =>
        new($"The cache `{path}` cannot be written.", "Give this user the right to write there, or name another folder for the cache.", failure);
}
