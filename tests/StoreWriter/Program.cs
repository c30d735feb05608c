// Writes to a store without end and prints a line for each write once it is acknowledged: key, revision, and the value
// or "-" for a deletion. A test kills it at any moment and looks for every line in the store.
// Usage: StoreWriter PATH RUN WRITERS
using System.Text;
using Kubesharp.Store;
using Kubesharp.Store.Sqlite;

string run = args[1];
int writers = int.Parse(args[2]);
// A small history makes compaction run in the middle of the writes too.
StoreOptions options = new() { KeepRevisions = 20_000 };
await using SqliteStore store = SqliteStore.Open(args[0], options, TimeProvider.System);
TextWriter output = TextWriter.Synchronized(
    new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" });
output.WriteLine($"open {await store.GetCurrentRevisionAsync(CancellationToken.None)}");
await Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));

async Task WriteAsync(int writer)
{
    for (int i = 0; ; i++)
    {
        string key = $"/w/{writer}/{i % 20}";
        string value = $"{run}.{i}." + new string('x', i * 37 % 3000);
        bool delete = i % 9 == 8;
        StoreWrite write = delete
            ? StoreWrite.Delete($"/w/{writer}/{(i - 1) % 20}", null)
            : StoreWrite.Put(key, Encoding.UTF8.GetBytes(value), null);
        WriteResult result = await store.WriteAsync(write, CancellationToken.None);
        output.WriteLine($"{write.Key} {result.Revision} {(delete ? "-" : value)}");
    }
}
