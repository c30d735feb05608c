using Microsoft.Data.Sqlite;

namespace Kubesharp.Store.Sqlite;

/// <summary>Says what SQLite's error codes mean for an operator.</summary>
internal static class SqliteErrors
{
    // Result codes of https://www.sqlite.org/rescode.html.
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Explain(string path, SqliteException exception) =>
        new(Text(path, exception), exception);

    /// <summary>The statement makes no sense now, such as ROLLBACK outside of a transaction.</summary>
    public static bool IsMisuse(SqliteException exception) => exception.SqliteErrorCode == Error;

    public static bool IsFull(SqliteException exception) => exception.SqliteErrorCode == Full;

    public static StoreException Damaged(string path, string detail) => new(DamagedText(path, detail));

    private static string Text(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => DamagedText(path, exception.Message),
        Full => $"The disk that holds {path} is full. Free some space; nothing that was acknowledged is lost.",
        ReadOnly or CannotOpen =>
            $"The database {path} cannot be opened for writing ({exception.Message}). Check that the file and its "
            + "directory exist and are writable for this user.",
        Busy or Locked =>
            $"The database {path} is locked by another program ({exception.Message}). Close that program.",
        IoError => $"The disk failed while it read or wrote {path} ({exception.Message}). Check the disk.",
        _ => $"The database {path} failed: {exception.Message}",
    };

    private static string DamagedText(string path, string detail) =>
        $"The database {path} is damaged or is not a database of this program ({detail}). Restore the file from a "
        + $"backup, or move {path}, {path}-wal and {path}-shm away to start empty.";
}
