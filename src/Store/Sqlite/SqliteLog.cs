using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Kubesharp.Store.Sqlite;

/// <summary>The file: an append-only table of revisions. Belongs to the writer.</summary>
/// <remarks>
/// A row names the revision that it supersedes, so compaction needs no index on keys: in the range that it compacts, it
/// deletes what the rows supersede, and the deletions themselves. What remains is the newest row of each living key and
/// everything after the compacted revision. The state is the fold of the table.
/// </remarks>
internal sealed class SqliteLog : IDisposable
{
    // "KUBS", so that tools and we recognise the file.
    private const long ApplicationId = 0x4B554253;
    private const long SchemaVersion = 1;

    // Rows looked at in one compaction step; the writes that wait meanwhile are delayed by a few milliseconds.
    private const long SweepRows = 5000;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand deleteSuperseded;
    private readonly SqliteCommand deleteTombstones;
    private readonly SqliteCommand setMeta;
    private long sweptRevision;

    private SqliteLog(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
        begin = Command("BEGIN IMMEDIATE");
        commit = Command("COMMIT");
        rollback = Command("ROLLBACK");
        insert = Command(
            "INSERT INTO log (revision, key, value, revision_offset, create_revision, superseded) "
            + "VALUES ($revision, $key, $value, $offset, $created, $superseded)",
            ("$revision", SqliteType.Integer), ("$key", SqliteType.Text), ("$value", SqliteType.Blob),
            ("$offset", SqliteType.Integer), ("$created", SqliteType.Integer), ("$superseded", SqliteType.Integer));
        deleteSuperseded = Command(
            "DELETE FROM log WHERE revision IN (SELECT superseded FROM log WHERE revision > $after AND "
            + "revision <= $upto AND superseded > 0)",
            ("$after", SqliteType.Integer), ("$upto", SqliteType.Integer));
        deleteTombstones = Command(
            "DELETE FROM log WHERE revision > $after AND revision <= $upto AND value IS NULL",
            ("$after", SqliteType.Integer), ("$upto", SqliteType.Integer));
        setMeta = Command(
            "INSERT INTO meta (name, value) VALUES ($name, $value) "
            + "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            ("$name", SqliteType.Text), ("$value", SqliteType.Integer));
    }

    /// <summary>Up to here watches are refused.</summary>
    public long CompactedRevision { get; private set; }

    /// <summary>Whether rows below the compacted revision wait to be deleted.</summary>
    public bool SweepPending => sweptRevision < CompactedRevision;

    public static SqliteLog Open(string path)
    {
        CreatePrivately(path);
        try
        {
            SqliteConnection connection = new(ConnectionString(path, SqliteOpenMode.ReadWrite));
            try
            {
                connection.Open();
                Prepare(connection, path);
                SqliteLog log = new(path, connection);
                log.CompactedRevision = log.ReadMeta("compacted");
                log.sweptRevision = log.ReadMeta("swept");
                return log;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
    }

    /// <summary>Folds the table into the state. The revision is the newest that was ever durable.</summary>
    public (IReadOnlyCollection<StoredValue> Values, long Revision) Load()
    {
        Dictionary<string, StoredValue> values = new(StringComparer.Ordinal);
        long revision = Math.Max(CompactedRevision, LedgerState.RevisionFirst);
        try
        {
            using SqliteCommand select = Command(
                "SELECT revision, key, value, revision_offset, create_revision FROM log ORDER BY revision");
            using SqliteDataReader reader = select.ExecuteReader();
            while (reader.Read())
            {
                string key = reader.GetString(1);
                revision = Math.Max(revision, reader.GetInt64(0));
                if (reader.IsDBNull(2))
                    values.Remove(key);
                else
                    values[key] = ReadValue(reader, key);
            }
            return (values.Values, revision);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
        catch (InvalidCastException exception)
        {
            throw SqliteErrors.Damaged(path, exception.Message);
        }
    }

    /// <summary>Makes events durable: one transaction, one flush to disk. After an error none of them is.</summary>
    public void Append(IReadOnlyList<StoreEvent> events) => InTransaction(() =>
    {
        foreach (StoreEvent change in events)
        {
            insert.Parameters[0].Value = change.Revision;
            insert.Parameters[1].Value = change.Key;
            insert.Parameters[2].Value = change.Value is null ? DBNull.Value : Array(change.Value.Value);
            insert.Parameters[3].Value = change.Value?.RevisionOffset ?? -1;
            insert.Parameters[4].Value = (change.Value ?? change.Previous)!.CreateRevision;
            insert.Parameters[5].Value = change.Previous?.ModRevision ?? 0;
            insert.ExecuteNonQuery();
        }
    });

    /// <summary>Refuses watches up to a revision from now on; the rows go stepwise in <see cref="Sweep"/>.</summary>
    public void Compact(long revision)
    {
        InTransaction(() => WriteMeta("compacted", revision));
        CompactedRevision = revision;
    }

    /// <summary>Deletes some superseded rows. SQLite reuses their pages.</summary>
    public void Sweep()
    {
        long upTo = Math.Min(CompactedRevision, sweptRevision + SweepRows);
        InTransaction(() =>
        {
            Sweep(deleteSuperseded, upTo);
            Sweep(deleteTombstones, upTo);
            WriteMeta("swept", upTo);
        });
        sweptRevision = upTo;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in
            (SqliteCommand[])[begin, commit, rollback, insert, deleteSuperseded, deleteTombstones, setMeta])
        {
            command.Dispose();
        }
        connection.Dispose();
    }

    /// <summary>Reads a page of history on a connection of its own; WAL lets it run beside the writer.</summary>
    public static StoreBatch ReadHistory(string path, string prefix, long afterRevision, long lastRevision, int rows)
    {
        try
        {
            using SqliteConnection connection = new(ConnectionString(path, SqliteOpenMode.ReadOnly));
            connection.Open();
            using SqliteCommand select = connection.CreateCommand();
            select.CommandText =
                "SELECT now.revision, now.key, now.value, now.revision_offset, now.create_revision, "
                + "old.revision, old.value, old.revision_offset, old.create_revision "
                + "FROM log AS now LEFT JOIN log AS old ON old.revision = now.superseded "
                + "WHERE now.revision > $after AND now.revision <= $last ORDER BY now.revision LIMIT $rows";
            select.Parameters.AddWithValue("$after", afterRevision);
            select.Parameters.AddWithValue("$last", lastRevision);
            select.Parameters.AddWithValue("$rows", rows);
            using SqliteDataReader reader = select.ExecuteReader();
            List<StoreEvent> events = [];
            int read = 0;
            long revision = afterRevision;
            for (; reader.Read(); read++)
            {
                revision = reader.GetInt64(0);
                string key = reader.GetString(1);
                if (!key.StartsWith(prefix, StringComparison.Ordinal))
                    continue;
                StoredValue? value = reader.IsDBNull(2) ? null : ReadValue(reader, key);
                StoredValue? previous = reader.IsDBNull(5) ? null : ReadValue(reader, key, revisionColumn: 5);
                events.Add(new StoreEvent(key, revision, value, previous));
            }
            return new StoreBatch(read < rows ? lastRevision : revision, events);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }
    }

    // Secrets are in it. SQLite gives the files beside it the same permissions; an empty file is an empty database.
    private static void CreatePrivately(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
            return;
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        new FileStream(path, options).Dispose();
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();

    private static void Prepare(SqliteConnection connection, string path)
    {
        Execute(connection, "PRAGMA journal_mode = WAL");
        // FULL flushes the log at each commit: what is acknowledged survives a loss of power.
        Execute(connection, "PRAGMA synchronous = FULL");
        // A checkpoint costs two flushes; every 16 MiB (4,096 pages of 4 KiB) keeps it rare and the log small.
        Execute(connection, "PRAGMA wal_autocheckpoint = 4096");
        Execute(connection, "PRAGMA journal_size_limit = 67108864");
        long version = Scalar(connection, "PRAGMA user_version");
        long application = Scalar(connection, "PRAGMA application_id");
        if (version == SchemaVersion && application == ApplicationId)
            return;
        if (application == ApplicationId && version > SchemaVersion)
        {
            throw new StoreException(
                $"The database {path} was written by a newer version of this program (schema {version}; this one knows "
                + $"{SchemaVersion}). Start the newer version, or choose another data directory.");
        }
        if (Scalar(connection, "SELECT count(*) FROM sqlite_master") > 0)
            throw SqliteErrors.Damaged(path, $"application id {application:x}, schema {version}");

        Execute(
            connection,
            "BEGIN IMMEDIATE;"
            + "CREATE TABLE log (revision INTEGER PRIMARY KEY, key TEXT NOT NULL, value BLOB, "
            + "revision_offset INTEGER NOT NULL, create_revision INTEGER NOT NULL, superseded INTEGER NOT NULL);"
            + "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
            + $"PRAGMA application_id = {ApplicationId};"
            + $"PRAGMA user_version = {SchemaVersion};"
            + "COMMIT");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static StoredValue ReadValue(SqliteDataReader reader, string key) => new(
        key, reader.GetFieldValue<byte[]>(2), reader.GetInt64(4), reader.GetInt64(0), reader.GetInt32(3));

    private static StoredValue ReadValue(SqliteDataReader reader, string key, int revisionColumn) => new(
        key, reader.GetFieldValue<byte[]>(revisionColumn + 1), reader.GetInt64(revisionColumn + 3),
        reader.GetInt64(revisionColumn), reader.GetInt32(revisionColumn + 2));

    // The provider takes arrays only. Values with a revision inside are whole arrays already.
    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
        && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : bytes.ToArray();

    private SqliteCommand Command(string sql, params (string Name, SqliteType Type)[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, SqliteType type) in parameters)
            command.Parameters.Add(name, type);
        return command;
    }

    private void InTransaction(Action body)
    {
        try
        {
            begin.ExecuteNonQuery();
            try
            {
                body();
            }
            catch (Exception exception)
            {
                if (!TryRollback())
                    throw new CommitException(new StoreException("A transaction cannot be rolled back.", exception));
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Explain(path, exception);
        }

        try
        {
            commit.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            StoreException cause = SqliteErrors.Explain(path, exception);
            throw SqliteErrors.IsFull(exception) && TryRollback() ? cause : new CommitException(cause);
        }
    }

    // A commit that finds the disk full has not written its last frame, and without that nothing of it counts.
    private bool TryRollback()
    {
        try
        {
            rollback.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException exception)
        {
            // SQLite rolls back by itself after some errors; then there is no transaction any more.
            return SqliteErrors.IsMisuse(exception);
        }
    }

    private void Sweep(SqliteCommand command, long upTo)
    {
        command.Parameters[0].Value = sweptRevision;
        command.Parameters[1].Value = upTo;
        command.ExecuteNonQuery();
    }

    private long ReadMeta(string name)
    {
        using SqliteCommand select = Command("SELECT value FROM meta WHERE name = $name", ("$name", SqliteType.Text));
        select.Parameters[0].Value = name;
        return select.ExecuteScalar() as long? ?? 0;
    }

    private void WriteMeta(string name, long value)
    {
        setMeta.Parameters[0].Value = name;
        setMeta.Parameters[1].Value = value;
        setMeta.ExecuteNonQuery();
    }
}

/// <summary>The commit itself failed: nobody can know what the next start will find on disk.</summary>
internal sealed class CommitException(StoreException cause) : Exception(cause.Message, cause);
