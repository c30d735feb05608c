using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>Where nodes/proxy, pods/proxy and services/proxy lead.</summary>
internal sealed class ProxyTargets(ApiServer server)
{
    private static readonly GroupVersionResource Slices = new("discovery.k8s.io", "v1", "endpointslices");

    private int turn;

    /// <summary>NAME, NAME:PORT or SCHEME:NAME:PORT.</summary>
    public static (string Name, string Scheme, string Port) NameOf(string text) => text.Split(':') switch
    {
        [var name] => (name, "http", ""),
        [var name, var port] => (name, "http", port),
        [var scheme, var name, var port] => (name, scheme.Length == 0 ? "http" : scheme, port),
        _ => (text, "http", ""),
    };

    public Reply ToNode(Call call, Node node)
    {
        (_, string scheme, string port) = NameOf(call.Name);
        if (ConnectSubresources.AddressOf(node) is not { } address)
            return new StatusReply(StatusErrors.ServiceUnavailable($"no address for node {node.Metadata.Name}"));
        int colon = address.LastIndexOf(':');
        bool isKubelet = port.Length == 0 || port == address[(colon + 1)..];
        return Through(
            call, isKubelet ? "https" : scheme, isKubelet ? address : $"{address[..colon]}:{port}",
            isKubelet ? node.Metadata.Name : "");
    }

    public static Reply ToPod(Call call, Pod pod)
    {
        (_, string scheme, string port) = NameOf(call.Name);
        if (!IsReachable(pod.Status.PodIP))
            return new StatusReply(StatusErrors.BadRequest("address not allowed"));
        if (port.Length == 0 && pod.Spec.Containers.FirstOrDefault(static one => one.Ports.Count > 0) is { } serving)
            port = Revisions.Text(serving.Ports[0].ContainerPortValue);
        string host = Bracketed(pod.Status.PodIP);
        return Through(call, scheme, port.Length > 0 ? $"{host}:{port}" : host);
    }

    public Reply ToService(Call call, Service service)
    {
        (string id, string scheme, string port) = NameOf(call.Name);
        if (int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            if (service.Spec.Ports.FirstOrDefault(one => one.Port == number) is not { } known)
            {
                return new StatusReply(StatusErrors.ServiceUnavailable(
                    $"no service port {number} found for service \"{service.Metadata.Name}\""));
            }
            port = known.Name ?? "";
        }
        List<string> hosts = [];
        foreach (ApiObject one in server.Objects.List(Slices, call.Namespace))
        {
            EndpointSlice slice = (EndpointSlice)one;
            if (slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") != service.Metadata.Name)
                continue;
            foreach (Api.Discovery.EndpointPort candidate in slice.Ports)
            {
                if ((candidate.Name ?? "") == port && candidate.Port is { } target)
                    hosts.AddRange(Addresses(slice).Select(address => $"{Bracketed(address)}:{target}"));
            }
        }
        if (hosts.Count == 0)
        {
            return new StatusReply(
                StatusErrors.ServiceUnavailable($"no endpoints available for service \"{id}\""));
        }
        // One after the other: who asks often reaches all of them.
        uint next = (uint)Interlocked.Increment(ref turn);
        return Through(call, scheme, hosts[(int)(next % (uint)hosts.Count)]);
    }

    private static IEnumerable<string> Addresses(EndpointSlice slice) => slice.Endpoints
        .Where(static endpoint => endpoint.Conditions.Ready != false && endpoint.Addresses.Count > 0)
        .Select(static endpoint => endpoint.Addresses[0]).Where(IsReachable);

    private static Reply Through(Call call, string scheme, string host, string nodeName = "")
    {
        string path = call.Request.Info.Path;
        string query = call.Request.Query.Raw.Length > 0 ? $"?{call.Request.Query.Raw}" : "";
        // Without the slash the links of a page would lead beside the proxy.
        if (call.Request.Info.Tail.Length == 0 && !path.EndsWith('/') && call.Request.Method is "GET" or "HEAD")
        {
            return new DocumentReply("text/plain; charset=utf-8", default)
            {
                Code = 301, Headers = [new("Location", $"{path}/{query}")],
            };
        }
        // The path has come decoded; in it these two are no marks of a URL.
        string rest = call.Request.Info.Tail.Replace("?", "%3F", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal);
        if (!Uri.TryCreate($"{scheme}://{host}/{rest}{query}", UriKind.Absolute, out Uri? target)
            || target.Scheme is not ("http" or "https"))
            return new StatusReply(StatusErrors.BadRequest($"invalid {Singular(call)} request \"{call.Name}\""));
        int tail = path.IndexOf("/proxy", StringComparison.Ordinal);
        return new ProxyReply(target, ToKubelet: nodeName.Length > 0)
        {
            PathPrefix = path[..(tail + "/proxy".Length)], NodeName = nodeName,
        };
    }

    private static string Singular(Call call) => call.Definition.Plural.TrimEnd('s');

    // Not the API server's own loopback, and no address that only has a meaning on its machine.
    private static bool IsReachable(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) && !IPAddress.IsLoopback(address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6LinkLocal
        && !address.IsIPv6Multicast
        && !(address.AddressFamily == AddressFamily.InterNetwork && IsLinkLocalOrMulticast(address.GetAddressBytes()));

    private static bool IsLinkLocalOrMulticast(byte[] bytes) =>
        (bytes[0] == 169 && bytes[1] == 254) || bytes[0] is >= 224 and < 240 || bytes[0] == 255;

    internal static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal)
        ? $"[{address}]" : address;
}
