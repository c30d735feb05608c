namespace Kubesharp.Store.Sqlite;

/// <summary>
/// Keeps a second server away from the same database. The operating system frees the lock when the process ends,
/// however it ends.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private readonly FileStream file;

    private DataLock(FileStream file) => this.file = file;

    public static DataLock Take(string databasePath)
    {
        string path = databasePath + ".lock";
        try
        {
            return new DataLock(new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException(
                $"The lock file {path} may not be written. Make the directory writable for this user, or choose "
                + "another data directory.", exception);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new StoreException(
                $"The directory of the database {databasePath} does not exist. Create it, or choose another data "
                + "directory.", exception);
        }
        catch (IOException exception)
        {
            throw new StoreException(
                $"The database {databasePath} is in use by another process (lock file {path}). Stop the other server, "
                + "or give this one a data directory of its own.", exception);
        }
    }

    // The file stays: removing it would let two processes hold a lock on two files of the same name.
    public void Dispose() => file.Dispose();
}
