using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Encryption;

/// <summary>
/// A store whose values of some resources are encrypted: what lies below never sees them plain, what stands above never
/// sees them otherwise.
/// </summary>
/// <remarks>
/// A sealed value holds the place of the revision's digits and the bytes without them: the store below cannot write
/// into what it cannot read, so the digits are put in when the value is opened.
/// </remarks>
public sealed class EncryptedStore(IStore inner, EncryptionConfiguration configuration) : IStore
{
    // In front of the sealed bytes stands where the revision's digits belong.
    private const int OffsetBytes = 4;
    private static ReadOnlySpan<byte> AnyPrefix => "k8s:enc:"u8;

    /// <summary>What a sealed value may be longer than a plain one: key name, nonce, tag, padding.</summary>
    public const int HeadroomBytes = 1024;

    /// <summary>Those of the store below, less the room that sealing takes.</summary>
    public StoreOptions Options { get; } =
        inner.Options with { ValueBytesMax = inner.Options.ValueBytesMax - HeadroomBytes };

    public long CompactedRevision => inner.CompactedRevision;

    public ValueTask<long> GetCurrentRevisionAsync(CancellationToken cancellationToken) =>
        inner.GetCurrentRevisionAsync(cancellationToken);

    public async ValueTask<StoredValue?> GetAsync(string key, CancellationToken cancellationToken) =>
        await inner.GetAsync(key, cancellationToken) is { } value ? Open(value) : null;

    public async ValueTask<RangeResult> RangeAsync(
        string prefix, string from, int limit, CancellationToken cancellationToken)
    {
        RangeResult range = await inner.RangeAsync(prefix, from, limit, cancellationToken);
        return range with { Values = [.. range.Values.Select(Open)] };
    }

    public async Task<WriteResult> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        if (write.Value?.Length > Options.ValueBytesMax)
        {
            return new()
            {
                Outcome = WriteOutcome.TooLarge,
                Message = $"The value has {write.Value?.Length} bytes; the store takes at most "
                    + $"{Options.ValueBytesMax} ({nameof(StoreOptions.ValueBytesMax)}).",
            };
        }
        WriteResult result = await inner.WriteAsync(Seal(write), cancellationToken);
        return result.Value is { } value ? result with { Value = Open(value) } : result;
    }

    public IStoreWatch Watch(string prefix, long afterRevision) =>
        new OpeningWatch(this, inner.Watch(prefix, afterRevision));

    public Task<long> CompactAsync(long revision, CancellationToken cancellationToken) =>
        inner.CompactAsync(revision, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>
    /// Writes anew, under the first key, whatever is stored plain or under another one. Conflicts are left: somebody
    /// else has just written, and so with the first key.
    /// </summary>
    /// <returns>How many values were written anew.</returns>
    public async Task<int> RewriteStaleAsync(CancellationToken cancellationToken)
    {
        const int page = 500;
        int rewritten = 0;
        string from = "";
        while (true)
        {
            RangeResult range = await RangeAsync("/registry/", from, page, cancellationToken);
            foreach (StoredValue value in range.Values.Where(static value => value.IsStale))
            {
                StoreWrite again = StoreWrite.Put(value.Key, value.Written, value.ModRevision, value.RevisionOffset);
                if ((await WriteAsync(again, cancellationToken)).Succeeded)
                    rewritten++;
            }
            if (!range.More || range.Values.Count == 0)
                return rewritten;
            from = range.Values[^1].Key + "\0";
        }
    }

    private StoreWrite Seal(StoreWrite write)
    {
        if (write.Value is not { } plain || ResourcesOf(write.Key)?.Ciphers[0] is not { } cipher)
            return write;
        byte[] framed = new byte[OffsetBytes + plain.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed, write.RevisionOffset);
        plain.Span.CopyTo(framed.AsSpan(OffsetBytes));
        byte[] body = cipher.Seal(framed, write.Key);
        byte[] stored = new byte[cipher.Prefix.Length + body.Length];
        Encoding.ASCII.GetBytes(cipher.Prefix, stored);
        body.CopyTo(stored.AsSpan(cipher.Prefix.Length));
        return write with { Value = stored, RevisionOffset = -1, Decoded = null };
    }

    private StoredValue Open(StoredValue value)
    {
        EncryptedResources? resources = ResourcesOf(value.Key);
        ReadOnlySpan<byte> bytes = value.Value.Span;
        if (!bytes.StartsWith(AnyPrefix))
            return resources?.Ciphers[0] is null ? value : value with { IsStale = true };
        foreach (IValueCipher? cipher in resources?.Ciphers ?? [])
        {
            if (cipher is null || !StartsWith(bytes, cipher.Prefix))
                continue;
            byte[] framed;
            try
            {
                framed = cipher.Open(bytes[cipher.Prefix.Length..], value.Key);
            }
            catch (CryptographicException exception)
            {
                throw new StoreException($"{value.Key} cannot be decrypted: {exception.Message}", exception);
            }
            StoredValue opened = StoredValue.FromWritten(
                value.Key, framed.AsMemory(OffsetBytes), BinaryPrimitives.ReadInt32BigEndian(framed),
                value.CreateRevision, value.ModRevision);
            return ReferenceEquals(cipher, resources!.Ciphers[0]) ? opened : opened with { IsStale = true };
        }
        throw new StoreException(
            $"{value.Key} is encrypted with a key that the encryption configuration does not have: {NameOf(bytes)}");
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string prefix)
    {
        if (bytes.Length < prefix.Length)
            return false;
        for (int index = 0; index < prefix.Length; index++)
        {
            if (bytes[index] != prefix[index])
                return false;
        }
        return true;
    }

    // k8s:enc:aescbc:v1:key1
    private static string NameOf(ReadOnlySpan<byte> bytes)
    {
        string head = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, 100)]);
        return string.Join(':', head.Split(':').Take(5));
    }

    // Keys are /registry/GROUP/PLURAL/...; the group of core is called core.
    private EncryptedResources? ResourcesOf(string key)
    {
        string[] parts = key.Split('/', 5);
        return parts is ["", "registry", var group, var resource, _]
            ? configuration.Find(group == "core" ? "" : group, resource)
            : configuration.Everything;
    }

    private sealed class OpeningWatch(EncryptedStore store, IStoreWatch watch) : IStoreWatch
    {
        public async ValueTask<StoreBatch> ReadAsync(CancellationToken cancellationToken)
        {
            StoreBatch batch = await watch.ReadAsync(cancellationToken);
            return batch with { Events = [.. batch.Events.Select(Open)] };
        }

        public void RequestProgress() => watch.RequestProgress();

        public ValueTask DisposeAsync() => watch.DisposeAsync();

        private StoreEvent Open(StoreEvent change) => change with
        {
            Value = change.Value is { } value ? store.Open(value) : null,
            Previous = change.Previous is { } previous ? store.Open(previous) : null,
        };
    }
}
