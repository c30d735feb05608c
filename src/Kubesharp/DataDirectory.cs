namespace Kubesharp;

/// <summary>The one folder that everything of a server or a node lives in.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream hold;

    private DataDirectory(string path, FileStream hold)
    {
        Path = path;
        this.hold = hold;
    }

    public string Path { get; }
    public string AdminKubeconfig => System.IO.Path.Combine(Path, "admin.kubeconfig");
    public string StoreFile => System.IO.Path.Combine(Path, "server/store.db");
    /// <summary>Keys of what is stored encrypted; there when <c>--encrypt-secrets</c> was ever given.</summary>
    public string EncryptionFile => System.IO.Path.Combine(Path, "server/encryption.yaml");
    public string Server => System.IO.Path.Combine(Path, "server");

    /// <summary>Takes the folder for this process, or returns null because another process has it.</summary>
    public static DataDirectory? TryTake(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            // The kernel drops the lock with the process, however it ends.
            FileStream hold = new(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
            return new(path, hold);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => hold.Dispose();
}
