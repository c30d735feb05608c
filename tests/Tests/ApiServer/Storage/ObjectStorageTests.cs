using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Storage;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Storage;

public sealed class ObjectStorageTests
{
    // Values with more than one spelling: a reader must not be able to tell who decoded them.
    private const string Json = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"n","labels":{"b":"1","a":"2"},
        "creationTimestamp":"2026-01-02T03:04:05Z"},"spec":{"containers":[{"name":"c","image":"i",
        "resources":{"requests":{"cpu":"1000m","memory":"1024Ki"},"limits":{"cpu":"1.50"}},
        "securityContext":{},"livenessProbe":{"tcpSocket":{"port":"http"}},"args":[]}],"nodeSelector":{}}}
        """;

    [Fact]
    public async Task What_the_writer_decoded_is_what_the_bytes_say()
    {
        ResourceDefinition pods = ResourceRegistry.All.Single(definition => definition.Codec.Type == typeof(Pod));
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        ObjectStorage storage = new(store);
        Pod pod = (Pod)pods.Codec.ReadJson(Encoding.UTF8.GetBytes(Json));
        StorageResult created = await storage.CreateAsync(pods, pod, CancellationToken.None);
        StorageResult updated = await storage.UpdateAsync(pods, pod, created.Revision, CancellationToken.None);

        StoredValue stored = (await store.GetAsync(ObjectStorage.Key(pods, "n", "p"), CancellationToken.None))!;
        EncodedObject shared = ObjectStorage.Decode(pods, stored);
        EncodedObject read = ObjectStorage.Decode(pods, stored with { Decoded = null });
        Assert.Equal("3", ((Pod)shared.Value).Metadata.ResourceVersion);
        Assert.Equal(read.Value, shared.Value);
        Assert.Equal(updated.Object!.Value, shared.Value);
        Assert.True(read.Json.Span.SequenceEqual(shared.Json.Span));
    }
}
