using System.Globalization;
using Kubesharp.Api;
using Kubesharp.ApiServer.Objects;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Storage;

/// <summary>
/// Objects in the store: keys and encoded bytes. An object is encoded once, here; the store writes its revision into
/// the bytes, and everyone reads those.
/// </summary>
public sealed class ObjectStorage(IStore store)
{
    private static ReadOnlySpan<byte> Placeholder => "\"resourceVersion\":\"0\""u8;
    // The digit between the quotes.
    private const int DigitFromEnd = 2;

    public IStore Store { get; } = store;

    /// <summary>Every key of a resource begins with this.</summary>
    public static string Prefix(ResourceDefinition definition)
    {
        ResourceDefinition stored = StoredForm.Of(definition);
        return $"/registry/{(stored.Group.Length == 0 ? "core" : stored.Group)}/{stored.Plural}/";
    }

    /// <summary>Every key of a resource in a namespace begins with this; empty namespace: all.</summary>
    public static string Prefix(ResourceDefinition definition, string @namespace) =>
        @namespace.Length == 0 || !definition.Namespaced
            ? Prefix(definition)
            : $"{Prefix(definition)}{@namespace}/";

    public static string Key(ResourceDefinition definition, string @namespace, string name) =>
        Prefix(definition, @namespace) + name;

    public Task<StorageResult> CreateAsync(
        ResourceDefinition definition, ApiObject created, CancellationToken cancellationToken) =>
        PutAsync(definition, created, 0, cancellationToken);

    public Task<StorageResult> UpdateAsync(
        ResourceDefinition definition, ApiObject updated, long expectedRevision, CancellationToken cancellationToken) =>
        PutAsync(definition, updated, expectedRevision, cancellationToken);

    public async Task<StorageResult> DeleteAsync(
        ResourceDefinition definition, ApiObject deleted, long expectedRevision, CancellationToken cancellationToken)
    {
        string key = Key(definition, deleted.Metadata.Namespace, deleted.Metadata.Name);
        WriteResult result = await Store.WriteAsync(StoreWrite.Delete(key, expectedRevision), cancellationToken);
        if (!result.Succeeded || result.Value is null)
            return new(result.Outcome, null, result.Revision, result.Message);
        EncodedObject last = new(
            StoredForm.Of(definition).Codec, result.Value.WithRevision(result.Revision), result.Revision);
        return new(result.Outcome, Served(definition, last), result.Revision, "");
    }

    private async Task<StorageResult> PutAsync(
        ResourceDefinition definition, ApiObject put, long expectedRevision, CancellationToken cancellationToken)
    {
        string key = Key(definition, put.Metadata.Namespace, put.Metadata.Name);
        put = StoredForm.ConversionOf(definition)?.ToStored(put) ?? put;
        RentedBuffer buffer = new();
        int offset = Encode(StoredForm.Of(definition).Codec, put, buffer);
        ReadOnlyMemory<byte> bytes = buffer.WrittenMemory;
        if (bytes.Length > Limits.ObjectBytesMax)
        {
            return new(
                WriteOutcome.TooLarge, null, 0,
                $"etcdserver: request is too large: the object has {bytes.Length} bytes, the limit is "
                + $"{Limits.ObjectBytesMax}");
        }
        StoreWrite write = StoreWrite.Put(key, bytes, expectedRevision, offset) with { Decoded = put };
        WriteResult result = await Store.WriteAsync(write, cancellationToken);
        // The store has made its own copy, with the revision. After a cancelled call it may still be about to.
        buffer.Return();
        return result.Succeeded
            ? new(result.Outcome, Decode(definition, result.Value!), result.Revision, "")
            : new(result.Outcome, null, 0, result.Message);
    }

    /// <summary>
    /// The version that a value holds. What was written by this process is decoded already and lacks only its revision.
    /// </summary>
    public static EncodedObject Decode(ResourceDefinition definition, StoredValue value)
    {
        KindCodec codec = StoredForm.Of(definition).Codec;
        if (value.Decoded is not ApiObject written || written.GetType() != codec.Type)
        {
            EncodedObject read = new(codec, value.Value, value.ModRevision) { IsStale = value.IsStale };
            return Served(definition, read);
        }
        string revision = value.ModRevision.ToString(CultureInfo.InvariantCulture);
        ApiObject decoded = written with { Metadata = written.Metadata with { ResourceVersion = revision } };
        return Served(definition, new EncodedObject(codec, value.Value, value.ModRevision, decoded));
    }

    // Converted when somebody reads it, not when it is written: most versions of most objects are never asked for.
    private static EncodedObject Served(ResourceDefinition definition, EncodedObject stored) =>
        StoredForm.ConversionOf(definition) is { } conversion
            ? new(definition.Codec, () => conversion.FromStored((ApiObject)stored.Value), stored.Revision)
            {
                IsStale = stored.IsStale,
            }
            : stored;

    /// <summary>The bytes, and where the store has to put the revision's digits.</summary>
    public static (ReadOnlyMemory<byte> Bytes, int RevisionOffset) Encode(KindCodec codec, ApiObject put)
    {
        RentedBuffer buffer = new();
        int offset = Encode(codec, put, buffer);
        byte[] bytes = buffer.WrittenMemory.ToArray();
        buffer.Return();
        return (bytes, offset);
    }

    private static int Encode(KindCodec codec, ApiObject put, RentedBuffer buffer)
    {
        codec.WriteJson(put with { Metadata = put.Metadata with { ResourceVersion = "0" } }, buffer);
        // Metadata comes before everything that a user can nest, so the first match is the member of metadata; inside
        // a string the quotes would be escaped.
        int digit = buffer.WrittenMemory.Span.IndexOf(Placeholder) + Placeholder.Length - DigitFromEnd;
        buffer.RemoveAt(digit);
        return digit;
    }
}
