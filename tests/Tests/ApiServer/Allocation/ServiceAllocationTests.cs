using System.Net;
using System.Text.Json;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Allocation;

/// <summary>Addresses and ports of Services, as a client sees them.</summary>
public sealed class ServiceAllocationTests
{
    private const string Services = "/api/v1/namespaces/default/services";
    private const string Addresses = "/apis/networking.k8s.io/v1/ipaddresses";
    private const string Networks = "/apis/networking.k8s.io/v1/servicecidrs";

    [Fact(DisplayName = "E108: an address of a Service is an IPAddress, there as long as the Service is")]
    public async Task AddressesAreObjects()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement service) = await CreateAsync(server, "a", """{"ports":[{"port":80}]}""");
        Assert.Equal(201, code);
        string address = service.GetProperty("spec").GetProperty("clusterIP").GetString()!;
        Assert.Equal(address, service.GetProperty("spec").GetProperty("clusterIPs")[0].GetString());
        Assert.Equal("SingleStack", service.GetProperty("spec").GetProperty("ipFamilyPolicy").GetString());
        Assert.Equal("IPv4", service.GetProperty("spec").GetProperty("ipFamilies")[0].GetString());

        (code, JsonElement taken) = await server.GetAsync($"{Addresses}/{address}");
        Assert.Equal(200, code);
        JsonElement labels = taken.GetProperty("metadata").GetProperty("labels");
        Assert.Equal("IPv4", labels.GetProperty("ipaddress.kubernetes.io/ip-family").GetString());
        Assert.Equal(
            "ipallocator.k8s.io", labels.GetProperty("ipaddress.kubernetes.io/managed-by").GetString());
        Assert.Equal(
            """{"resource":"services","namespace":"default","name":"a"}""",
            taken.GetProperty("spec").GetProperty("parentRef").GetRawText());

        await server.DeleteAsync($"{Services}/a");
        Assert.Equal(404, (await server.GetAsync($"{Addresses}/{address}")).Code);
    }

    [Fact(DisplayName = "E108: an address is given back when a Service becomes an ExternalName, and taken again after")]
    public async Task TypesChange()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (_, JsonElement service) = await CreateAsync(
            server, "a", """{"type":"NodePort","ports":[{"port":80}]}""");
        string address = service.GetProperty("spec").GetProperty("clusterIP").GetString()!;
        int port = service.GetProperty("spec").GetProperty("ports")[0].GetProperty("nodePort").GetInt32();

        (int code, service) = await server.PatchAsync($"{Services}/a", """
            {"spec":{"type":"ExternalName","externalName":"example.com","clusterIP":null,"clusterIPs":null,
            "ports":[{"port":80}]}}
            """);
        Assert.Equal(200, code);
        Assert.False(service.GetProperty("spec").TryGetProperty("clusterIP", out _));
        Assert.Equal(404, (await server.GetAsync($"{Addresses}/{address}")).Code);
        (code, _) = await CreateAsync(
            server, "b", $$"""{"type":"NodePort","ports":[{"port":80,"nodePort":{{port}}}]}""");
        Assert.Equal(201, code);

        (code, service) = await server.PatchAsync($"{Services}/a", """
            {"spec":{"type":"ClusterIP","externalName":null}}
            """);
        Assert.Equal(200, code);
        address = service.GetProperty("spec").GetProperty("clusterIP").GetString()!;
        Assert.Equal(200, (await server.GetAsync($"{Addresses}/{address}")).Code);
    }

    [Fact(DisplayName = "E108: what cannot be given is refused with upstream's words")]
    public async Task Refusals()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement refused) = await CreateAsync(
            server, "a", """{"clusterIP":"192.0.2.7","ports":[{"port":80}]}""");
        Assert.Equal(422, code);
        Assert.Equal(
            "Service \"a\" is invalid: spec.clusterIPs: Invalid value: [\"192.0.2.7\"]: failed to allocate IP "
            + "192.0.2.7: the provided network does not match the current range", Message(refused));
        (code, refused) = await CreateAsync(
            server, "a", """{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}""");
        Assert.Equal(422, code);
        Assert.Equal(
            "Service \"a\" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid "
            + "range. The range of valid ports is 30000-32767", Message(refused));
        await CreateAsync(server, "b", """{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}""");
        (code, refused) = await CreateAsync(
            server, "c", """{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}""");
        Assert.Equal(422, code);
        Assert.Equal(
            "Service \"c\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already "
            + "allocated", Message(refused));
        (code, refused) = await CreateAsync(
            server, "d", """{"ipFamilyPolicy":"RequireDualStack","ports":[{"port":80}]}""");
        Assert.Equal(422, code);
        Assert.Equal(
            "Service \"d\" is invalid: spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not "
            + "configured for dual-stack services", Message(refused));
        // Nothing of what was refused is kept.
        (_, JsonElement addresses) = await server.GetAsync(Addresses);
        Assert.Equal(2, addresses.GetProperty("items").GetArrayLength());
    }

    [Fact(DisplayName = "E108: two ports of a Service that differ in the protocol share a node port")]
    public async Task ProtocolsShareAPort()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement service) = await CreateAsync(server, "dns", """
            {"type":"NodePort","ports":[{"name":"t","port":53,"protocol":"TCP","nodePort":30053},
            {"name":"u","port":53,"protocol":"UDP","nodePort":30053}]}
            """);
        Assert.Equal(201, code);
        (code, service) = await CreateAsync(server, "other", """
            {"type":"NodePort","ports":[{"name":"t","port":53,"protocol":"TCP"},
            {"name":"u","port":53,"protocol":"UDP"}]}
            """);
        Assert.Equal(201, code);
        JsonElement ports = service.GetProperty("spec").GetProperty("ports");
        Assert.Equal(ports[0].GetProperty("nodePort").GetInt32(), ports[1].GetProperty("nodePort").GetInt32());
    }

    [Fact(DisplayName = "E108: a ServiceCIDR that is added gives addresses at once")]
    public async Task AnotherNetwork()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, _) = await server.PostAsync(Networks, """
            {"apiVersion":"networking.k8s.io/v1","kind":"ServiceCIDR","metadata":{"name":"more"},
            "spec":{"cidrs":["172.30.0.0/24"]}}
            """);
        Assert.Equal(201, code);
        // A network is used when it is said to be ready.
        await server.PatchAsync($"{Networks}/more/status", """
            {"status":{"conditions":[{"type":"Ready","status":"True","reason":"","message":"",
            "lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
            """);
        (code, JsonElement service) = await CreateAsync(
            server, "a", """{"clusterIP":"172.30.0.9","ports":[{"port":80}]}""");
        Assert.True(code == 201, service.ToString());
        Assert.Equal(200, (await server.GetAsync($"{Addresses}/172.30.0.9")).Code);
    }

    [Fact(DisplayName = "E106: the ServiceCIDR kubernetes is ready, the Service kubernetes has its first address")]
    public async Task Defaults()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement network) = await server.GetAsync($"{Networks}/kubernetes");
        Assert.Equal(200, code);
        Assert.Equal("""["10.43.0.0/16"]""", network.GetProperty("spec").GetProperty("cidrs").GetRawText());
        JsonElement ready = network.GetProperty("status").GetProperty("conditions")[0];
        Assert.Equal("Ready", ready.GetProperty("type").GetString());
        Assert.Equal("True", ready.GetProperty("status").GetString());
        (code, JsonElement service) = await server.GetAsync($"{Services}/kubernetes");
        Assert.Equal(200, code);
        Assert.Equal("10.43.0.1", service.GetProperty("spec").GetProperty("clusterIP").GetString());
    }

    [Fact(DisplayName = "E104: the Service kubernetes has this server as its endpoint, in both forms")]
    public async Task Endpoints()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        (int code, JsonElement endpoints) = await server.GetAsync(
            "/api/v1/namespaces/default/endpoints/kubernetes");
        Assert.Equal(200, code);
        JsonElement subset = endpoints.GetProperty("subsets")[0];
        Assert.Equal("192.0.2.1", subset.GetProperty("addresses")[0].GetProperty("ip").GetString());
        Assert.Equal(6443, subset.GetProperty("ports")[0].GetProperty("port").GetInt32());
        Assert.Equal("https", subset.GetProperty("ports")[0].GetProperty("name").GetString());
        Assert.Equal("true", endpoints.GetProperty("metadata").GetProperty("labels")
            .GetProperty("endpointslice.kubernetes.io/skip-mirror").GetString());
        (code, JsonElement slice) = await server.GetAsync(
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes");
        Assert.Equal(200, code);
        Assert.Equal("192.0.2.1", slice.GetProperty("endpoints")[0].GetProperty("addresses")[0].GetString());
        Assert.Equal("kubernetes", slice.GetProperty("metadata").GetProperty("labels")
            .GetProperty("kubernetes.io/service-name").GetString());
    }

    [Fact(DisplayName = "E108: a server that starts over an existing store refuses nothing and keeps every address")]
    public async Task Restart()
    {
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        string address;
        await using (ServerFixture first = await ServerFixture.StartAsync(
            configure: options => options with { Store = store }))
        {
            (_, JsonElement service) = await CreateAsync(first, "a", """{"ports":[{"port":80}]}""");
            address = service.GetProperty("spec").GetProperty("clusterIP").GetString()!;
        }
        var lines = new List<string>();
        await using ServerFixture second = await ServerFixture.StartAsync(configure: options => options with
        {
            Store = store, Log = (message, _) => lines.Add(message),
        });
        Assert.DoesNotContain(lines, static line => line.Contains("refused", StringComparison.Ordinal));
        (_, JsonElement kubernetes) = await second.GetAsync($"{Services}/kubernetes");
        Assert.Equal("10.43.0.1", kubernetes.GetProperty("spec").GetProperty("clusterIP").GetString());
        (int code, JsonElement refused) = await CreateAsync(
            second, "b", $$"""{"clusterIP":"{{address}}","ports":[{"port":80}]}""");
        Assert.Equal(422, code);
        Assert.EndsWith("provided IP is already allocated", Message(refused), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "E108: a start mends what is missing and gives back what leaked")]
    public async Task Repair()
    {
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        string address;
        await using (ServerFixture first = await ServerFixture.StartAsync(
            configure: options => options with { Store = store }))
        {
            (_, JsonElement service) = await CreateAsync(
                first, "a", """{"type":"NodePort","ports":[{"port":80,"nodePort":30081}]}""");
            address = service.GetProperty("spec").GetProperty("clusterIP").GetString()!;
            await first.PostAsync(Addresses, """
                {"apiVersion":"networking.k8s.io/v1","kind":"IPAddress","metadata":{"name":"10.43.9.9","labels":
                {"ipaddress.kubernetes.io/ip-family":"IPv4","ipaddress.kubernetes.io/managed-by":"ipallocator.k8s.io"}},
                "spec":{"parentRef":{"resource":"services","namespace":"default","name":"gone"}}}
                """);
        }
        await store.WriteAsync(
            StoreWrite.Delete($"/registry/networking.k8s.io/ipaddresses/{address}", null), ServerFixture.Token);
        await store.WriteAsync(
            StoreWrite.Delete("/registry/ranges/servicenodeports/30081", null), ServerFixture.Token);
        await using ServerFixture second = await ServerFixture.StartAsync(
            configure: options => options with { Store = store });
        Assert.Equal(200, (await second.GetAsync($"{Addresses}/{address}")).Code);
        (int code, _) = await CreateAsync(
            second, "b", """{"type":"NodePort","ports":[{"port":80,"nodePort":30081}]}""");
        Assert.Equal(422, code);
    }

    [Fact(DisplayName = "E108: with two networks a Service may have an address of each family")]
    public async Task DualStack()
    {
        await using ServerFixture server = await ServerFixture.StartAsync(
            configure: static options => options with { SecondaryServiceNetwork = IPNetwork.Parse("fd00:43::/112") });
        (int code, JsonElement service) = await CreateAsync(
            server, "a", """{"ipFamilyPolicy":"PreferDualStack","ports":[{"port":80}]}""");
        Assert.True(code == 201, service.ToString());
        JsonElement spec = service.GetProperty("spec");
        Assert.Equal("""["IPv4","IPv6"]""", spec.GetProperty("ipFamilies").GetRawText());
        Assert.Equal(2, spec.GetProperty("clusterIPs").GetArrayLength());
        Assert.StartsWith("fd00:43::", spec.GetProperty("clusterIPs")[1].GetString(), StringComparison.Ordinal);
        (code, service) = await CreateAsync(
            server, "b", """{"ipFamilies":["IPv6"],"ports":[{"port":80}]}""");
        Assert.Equal(201, code);
        Assert.StartsWith(
            "fd00:43::", service.GetProperty("spec").GetProperty("clusterIP").GetString(), StringComparison.Ordinal);
        // Giving up the second family gives its address back.
        (code, service) = await server.PatchAsync($"{Services}/a", """{"spec":{"ipFamilyPolicy":"SingleStack"}}""");
        Assert.True(code == 200, service.ToString());
        string second = spec.GetProperty("clusterIPs")[1].GetString()!;
        Assert.Equal(404, (await server.GetAsync($"{Addresses}/{second}")).Code);
    }

    private static Task<(int Code, JsonElement Body)> CreateAsync(ServerFixture server, string name, string spec) =>
        server.PostAsync(
            Services,
            $$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"{{name}}"},"spec":{{spec}}}""");

    private static string? Message(JsonElement status) => status.GetProperty("message").GetString();
}
