using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Encryption;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Encryption;

/// <summary>Secrets of a real API server, and what the store below has of them.</summary>
public sealed class EncryptedStoreTests : IAsyncLifetime
{
    private const string Old = "aescbc: {keys: [{name: old, secret: c2VjcmV0IGlzIHNlY3VyZQ==}]}";
    private const string New = "secretbox: {keys: [{name: new, secret: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=}]}";
    private const string Plain = "identity: {}";

    private static readonly GroupVersionResource Secrets = new("", "v1", "secrets");
    private readonly MemoryStore inner = new(new StoreOptions(), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private EncryptedStore Over(params string[] providers) => new(inner, EncryptionConfiguration.Parse(
        "kind: EncryptionConfiguration\napiVersion: apiserver.config.k8s.io/v1\nresources:\n"
        + "- resources: [secrets]\n  providers:\n"
        + string.Concat(providers.Select(static provider => $"  - {provider}\n"))));

    [Fact]
    public async Task TheStoreBelowNeverSeesASecretPlain()
    {
        await WithServerAsync(Over(New), static async transport =>
        {
            Task<WatchEvent> seen = FirstAsync(transport);
            await CreateAsync(transport, "one");
            Assert.Equal("hush-hush", Text((Secret)(await seen).Object!));
            Assert.Equal("hush-hush", Text(await GetAsync(transport, "one")));
        });
        StoredValue stored = (await inner.GetAsync("/registry/core/secrets/default/one", Token))!;
        Assert.StartsWith("k8s:enc:secretbox:v1:new:", Encoding.Latin1.GetString(stored.Value.Span));
        Assert.True(stored.Value.Span.IndexOf("hush-hush"u8) < 0);
        Assert.True(stored.Value.Span.IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String("hush-hush"u8))) < 0);
        Assert.Null(stored.Decoded);
        RangeResult all = await inner.RangeAsync("/registry/core/namespaces/", "", 0, Token);
        Assert.All(all.Values, static value => Assert.Equal((byte)'{', value.Value.Span[0])); // Nothing else is.
    }

    [Fact]
    public async Task AnUpdateThatChangesNothingRotatesTheKey()
    {
        await WithServerAsync(Over(Old), static transport => CreateAsync(transport, "one"));
        await WithServerAsync(Over(New, Old), static async transport =>
        {
            Secret before = await GetAsync(transport, "one");
            Secret after = await ReplaceAsync(transport, before);
            Assert.NotEqual(before.Metadata.ResourceVersion, after.Metadata.ResourceVersion);
            Secret again = await ReplaceAsync(transport, after);
            Assert.Equal(after.Metadata.ResourceVersion, again.Metadata.ResourceVersion); // Now it is in vain.
        });
        await WithServerAsync(Over(New), static async transport =>
            Assert.Equal("hush-hush", Text(await GetAsync(transport, "one"))));
    }

    [Fact]
    public async Task EverythingStaleIsWrittenAnewAtOnce()
    {
        await WithServerAsync(Over(Plain), static async transport =>
        {
            for (int number = 0; number < 20; number++)
                await CreateAsync(transport, $"s{number}");
        });
        EncryptedStore store = Over(New, Plain);
        Assert.Equal(20, await store.RewriteStaleAsync(Token));
        Assert.Equal(0, await store.RewriteStaleAsync(Token));
        RangeResult all = await inner.RangeAsync("/registry/core/secrets/", "", 0, Token);
        Assert.All(all.Values, static value =>
            Assert.StartsWith("k8s:enc:secretbox:v1:new:", Encoding.Latin1.GetString(value.Value.Span)));
        await WithServerAsync(Over(New), static async transport =>
            Assert.Equal("hush-hush", Text(await GetAsync(transport, "s7"))));
    }

    [Fact]
    public async Task WithoutTheKeyTheReadFailsAndSaysWhich()
    {
        await WithServerAsync(Over(Old), static transport => CreateAsync(transport, "one"));
        StoreException failed = await Assert.ThrowsAsync<StoreException>(
            () => Over(New).GetAsync("/registry/core/secrets/default/one", Token).AsTask());
        Assert.Contains("/registry/core/secrets/default/one", failed.Message, default);
        Assert.Contains("k8s:enc:aescbc:v1:old", failed.Message, default);
    }

    // A server over the store, for one step of a test; the store below outlives it.
    private static async Task WithServerAsync(EncryptedStore store, Func<ITransport, Task> step)
    {
        await using Kubesharp.ApiServer.ApiServer server = new(new() { Store = store });
        await server.StartAsync(Token);
        await step(server.TransportFor(Users.ServerUser, "tests"));
    }

    private static async Task<WatchEvent> FirstAsync(ITransport transport)
    {
        ApiRequest watch = new() { Verb = Verb.Watch, Resource = Secrets };
        await foreach (WatchEvent change in transport.WatchAsync(watch, Token))
            return change;
        throw new InvalidOperationException("The watch ended.");
    }

    private static async Task CreateAsync(ITransport transport, string name) => Checked(await transport.SendAsync(
        new()
        {
            Verb = Verb.Create,
            Resource = Secrets,
            Namespace = "default",
            Body = new Secret
            {
                Metadata = new() { Name = name, Namespace = "default" },
                StringData = new Dictionary<string, string> { ["a"] = "hush-hush" },
            },
        },
        Token));

    private static async Task<Secret> GetAsync(ITransport transport, string name) =>
        Checked(await transport.SendAsync(
            new() { Verb = Verb.Get, Resource = Secrets, Namespace = "default", Name = name }, Token));

    private static async Task<Secret> ReplaceAsync(ITransport transport, Secret secret) =>
        Checked(await transport.SendAsync(
            new()
            {
                Verb = Verb.Update,
                Resource = Secrets,
                Namespace = "default",
                Name = secret.Metadata.Name,
                Body = secret,
            },
            Token));

    private static Secret Checked(ApiResponse response)
    {
        Assert.True(response.Error is null, response.Error?.Message);
        return (Secret)response.Object!;
    }

    private static string Text(Secret secret) => Encoding.UTF8.GetString(secret.Data["a"].Span);
}
