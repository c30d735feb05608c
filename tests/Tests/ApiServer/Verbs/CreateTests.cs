using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Verbs;

public sealed partial class CreateTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Secrets = "/api/v1/namespaces/default/secrets";

    [Fact]
    public async Task E036_TheServerGivesUidAndTime()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement created) = await server.PostAsync(ConfigMaps, """
            {"metadata":{"name":"a","uid":"mine","creationTimestamp":"2001-01-01T00:00:00Z","generation":7,
            "deletionTimestamp":"2001-01-01T00:00:00Z","selfLink":"/x"}}
            """);
        Assert.Equal(201, code);
        Assert.Matches(UidV4(), created.Metadata("uid"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", created.Metadata("creationTimestamp"));
        Assert.Equal("", created.Metadata("deletionTimestamp"));
        Assert.Equal("", created.Metadata("generation"));
        Assert.Equal("", created.Metadata("selfLink")); // E045
    }

    [Fact]
    public async Task E037_RevisionsGrowAcrossKinds()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement first) = await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        (_, JsonElement second) = await server.PostAsync(Secrets, """{"metadata":{"name":"a"}}""");
        (_, JsonElement third) = await server.PatchAsync($"{ConfigMaps}/a", """{"data":{"x":"1"}}""");
        long[] revisions =
            [.. new[] { first, second, third }.Select(one => long.Parse(one.Revision(), CultureInfo.InvariantCulture))];
        Assert.True(revisions[0] < revisions[1] && revisions[1] < revisions[2]);
    }

    [Fact]
    public async Task E039_ACreateWithRevisionIsRefused()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement refused) =
            await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a","resourceVersion":"1"}}""");
        Assert.Equal((500, "resourceVersion should not be set on objects to be created"), (code, refused.Message()));
    }

    [Fact]
    public async Task E043_GeneratedNamesHaveFiveCharactersMore()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) = await server.PostAsync(ConfigMaps, """{"metadata":{"generateName":"web-"}}""");
        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", created.Metadata("name"));
        Assert.Equal("web-", created.Metadata("generateName"));
        // Cut so that the whole stays a label of 63 characters.
        (_, created) = await server.PostAsync(
            ConfigMaps, $$"""{"metadata":{"generateName":"{{new string('x', 100)}}" } }""");
        Assert.Equal(63, created.Metadata("name").Length);
        (int code, JsonElement refused) = await server.PostAsync(ConfigMaps, """{"metadata":{}}""");
        Assert.Equal(
            (422, "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required"),
            (code, refused.Message()));
    }

    [Fact]
    public async Task E044_SizesAreLimited()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string large = new('x', (256 * 1024) + 1);
        (int code, JsonElement refused) = await server.PostAsync(
            ConfigMaps, $$$"""{"metadata":{"name":"a","annotations":{"a":"{{{large}}}" } } }""");
        Assert.Equal(
            (422, "ConfigMap \"a\" is invalid: metadata.annotations: Too long: may not be more than 262144 bytes"),
            (code, refused.Message()));
        (code, refused) = await server.PostAsync(
            ConfigMaps, $$$"""{"metadata":{"name":"a"},"data":{"a":"{{{new string('x', 3 * 1024 * 1024)}}}" } }""");
        Assert.Equal((413, "RequestEntityTooLarge"), (code, refused.GetProperty("reason").GetString()));
        Assert.Equal("Request entity too large: limit is 3145728", refused.Message());
    }

    [Fact]
    public async Task E044_NamesFollowTheRuleOfTheKind()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement refused) = await server.PostAsync(ConfigMaps, """{"metadata":{"name":"A_b"}}""");
        Assert.Equal(422, code);
        Assert.StartsWith(
            "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must "
            + "consist of lower case alphanumeric characters, '-' or '.'", refused.Message());
        Assert.Equal("metadata.name", refused.At("details", "causes")?[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task E045_ManagedFieldsAreShownAndUnknownMetadataIsDropped()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement created) =
            await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a","clusterName":"x","zzz":"y"}}""");
        Assert.Equal("", created.Metadata("clusterName") + created.Metadata("zzz"));
        (_, created) = await server.PostAsync(ConfigMaps, """{"metadata":{"name":"b"},"data":{"x":"1"}}""");
        Assert.Equal(
            ["""unknown Update v1 {"f:data":{".":{},"f:x":{}}}"""], created.Managers());
    }

    [Fact]
    public async Task E073_ANameWhoseHolderIsOnItsWayOutIsTakenStill()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a","finalizers":["x.io/y"]}}""");
        (int code, JsonElement refused) = await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        Assert.Equal((409, "configmaps \"a\" already exists"), (code, refused.Message()));
        await server.DeleteAsync($"{ConfigMaps}/a");
        (code, refused) = await server.PostAsync(ConfigMaps, """{"metadata":{"name":"a"}}""");
        Assert.Equal((409, "object is being deleted: configmaps \"a\" already exists"), (code, refused.Message()));
        Assert.Equal("AlreadyExists", refused.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task E075_OwnersThatStandTwiceAreStoredOnce()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        const string owner = """{"apiVersion":"v1","kind":"Secret","name":"s","uid":"u1"}""";
        using HttpResponseMessage response = await server.RawAsync(
            HttpMethod.Post, ConfigMaps,
            $$$"""{"metadata":{"name":"a","ownerReferences":[{{{owner}}},{{{owner}}}]}}""");
        string body = await response.Content.ReadAsStringAsync(ServerFixture.Token);
        Assert.Equal(1, JsonDocument.Parse(body).RootElement.At("metadata", "ownerReferences")?.GetArrayLength());
        Assert.Equal(
            "299 - \".metadata.ownerReferences contains duplicate entries; API server dedups owner references in "
            + "1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) "
            + "observed: u1\"",
            Assert.Single(response.Headers.GetValues("Warning"))); // E034
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")]
    private static partial Regex UidV4();
}
