using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>Finds the server that logs, exec, attach, port-forward and proxy talk to.</summary>
internal sealed class ConnectSubresources(ApiServer server)
{
    private const int KubeletPortDefault = 10250;

    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly GroupVersionResource Nodes = new("", "v1", "nodes");
    private static readonly GroupVersionResource Services = new("", "v1", "services");
    private static readonly GroupVersionResource Slices = new("discovery.k8s.io", "v1", "endpointslices");

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Request.Method.Length == 0)
            return new StatusReply(StatusErrors.BadRequest("streams need a connection of their own"));
        (string name, _, _) = NameOf(call.Name);
        ApiObject? found =
            await server.Objects.GetFreshAsync(call.Definition.Key, call.Namespace, name, cancellationToken);
        if (found is null)
            return new StatusReply(StatusErrors.NotFound("", call.Definition.Plural, name));
        AdmissionContext admission = call.Admission(AdmissionVerb.Connect, null, found, server.Objects);
        if (call.Subresource != "log"
            && await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        return (found, call.Subresource) switch
        {
            (Pod pod, "proxy") => ToPod(call, pod),
            (Pod pod, "log") => ToLogs(call, pod),
            (Pod pod, "portforward") => ToKubelet(call, pod, $"/portForward/{Path(pod)}"),
            (Pod pod, _) => ToContainer(call, pod),
            (Node node, _) => ToNode(call, node),
            (Service service, _) => ToService(call, service),
            _ => new StatusReply(StatusErrors.PathNotFound()),
        };
    }

    private Reply ToLogs(Call call, Pod pod)
    {
        (string container, Status? error) = ContainerOf(call, pod, "log");
        if (error is not null)
            return new StatusReply(error);
        if (pod.Spec.NodeName.Length == 0)
        {
            // Nothing can have been logged yet.
            return DocumentReply.Text("");
        }
        return ToKubelet(call, pod, $"/containerLogs/{Path(pod)}/{container}", dropContainer: true);
    }

    private Reply ToContainer(Call call, Pod pod)
    {
        (string container, Status? error) = ContainerOf(call, pod, call.Subresource);
        if (error is not null)
            return new StatusReply(error);
        if (pod.Status.Phase is "Succeeded" or "Failed")
        {
            return new StatusReply(StatusErrors.BadRequest(
                $"cannot exec into a container in a completed pod; current phase is {pod.Status.Phase}"));
        }
        return ToKubelet(call, pod, $"/{call.Subresource}/{Path(pod)}/{container}", dropContainer: true);
    }

    private Reply ToKubelet(Call call, Pod pod, string path, bool dropContainer = false)
    {
        if (pod.Spec.NodeName.Length == 0)
            return new StatusReply(StatusErrors.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned"));
        if (server.Objects.Get(Nodes, "", pod.Spec.NodeName) is not Node node)
            return new StatusReply(StatusErrors.NotFound("", "nodes", pod.Spec.NodeName));
        string query = KubeletQuery(call, dropContainer);
        return AddressOf(node) is { } address
            ? new ProxyReply(new Uri($"https://{address}{path}{query}"), ToKubelet: true)
            {
                NodeName = node.Metadata.Name,
            }
            : new StatusReply(StatusErrors.Internal($"no preferred addresses found; known addresses: []"));
    }

    // The kubelet calls some options otherwise than the API: stdin is input, stdout is output.
    private static string KubeletQuery(Call call, bool dropContainer)
    {
        StringBuilder query = new();
        foreach (string part in call.Request.Query.Raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            string value = equals < 0 ? "" : part[(equals + 1)..];
            if (name == "container" && dropContainer)
                continue;
            if (call.Subresource is "exec" or "attach" && name is "stdin" or "stdout" or "stderr" or "tty")
            {
                if (value is not ("true" or "1"))
                    continue;
                (name, value) =
                    (name switch { "stdin" => "input", "stdout" => "output", "stderr" => "error", _ => name }, "1");
            }
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
        }
        return query.ToString();
    }

    private static (string Container, Status? Error) ContainerOf(Call call, Pod pod, string what)
    {
        string wanted = call.Request.Query["container"];
        List<string> names = [.. pod.Spec.Containers.Select(static one => one.Name)];
        List<string> inits = [.. pod.Spec.InitContainers.Select(static one => one.Name)];
        List<string> ephemeral = [.. pod.Spec.EphemeralContainers.Select(static one => one.Name)];
        if (wanted.Length > 0)
        {
            return names.Contains(wanted) || inits.Contains(wanted) || ephemeral.Contains(wanted)
                ? (wanted, null)
                : ("", StatusErrors.BadRequest($"container {wanted} is not valid for pod {pod.Metadata.Name}"));
        }
        if (names.Count == 1)
            return (names[0], null);
        if (pod.Metadata.Annotations.TryGetValue("kubectl.kubernetes.io/default-container", out string? preferred)
            && names.Contains(preferred) && what != "log")
        {
            return (preferred, null);
        }
        string message = $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: "
            + $"[{string.Join(' ', names)}]";
        if (inits.Count > 0)
            message += $" or one of the init containers: [{string.Join(' ', inits)}]";
        return ("", StatusErrors.BadRequest(message));
    }

    private Reply ToNode(Call call, Node node)
    {
        if (AddressOf(node) is not { } address)
            return new StatusReply(StatusErrors.ServiceUnavailable($"no address for node {node.Metadata.Name}"));
        string query = call.Request.Query.Raw.Length > 0 ? $"?{call.Request.Query.Raw}" : "";
        return new ProxyReply(new Uri($"https://{address}/{call.Request.Info.Tail}{query}"), ToKubelet: true)
        {
            PathPrefix = $"/api/v1/nodes/{call.Name}/proxy", NodeName = node.Metadata.Name,
        };
    }

    private static Reply ToPod(Call call, Pod pod)
    {
        (_, string scheme, string port) = NameOf(call.Name);
        if (pod.Status.PodIP.Length == 0)
            return new StatusReply(
                StatusErrors.ServiceUnavailable($"address not allowed: pod {pod.Metadata.Name} has no address"));
        string number = port.Length > 0 ? port : "";
        foreach (Container container in pod.Spec.Containers)
        {
            foreach (ContainerPort one in container.Ports)
            {
                if (number.Length == 0 || one.Name == port)
                    number = Revisions.Text(one.ContainerPortValue);
            }
        }
        string query = call.Request.Query.Raw.Length > 0 ? $"?{call.Request.Query.Raw}" : "";
        string host = number.Length > 0 ? $"{Bracketed(pod.Status.PodIP)}:{number}" : Bracketed(pod.Status.PodIP);
        return new ProxyReply(new Uri($"{scheme}://{host}/{call.Request.Info.Tail}{query}"), ToKubelet: false)
        {
            PathPrefix = $"/api/v1/namespaces/{call.Namespace}/pods/{call.Name}/proxy",
        };
    }

    private Reply ToService(Call call, Service service)
    {
        (_, string scheme, string port) = NameOf(call.Name);
        ServicePort? wanted = null;
        foreach (ServicePort one in service.Spec.Ports)
        {
            if (port.Length == 0 ? service.Spec.Ports.Count == 1 : one.Name == port || Revisions.Text(one.Port) == port)
                wanted = one;
        }
        if (wanted is null)
            return new StatusReply(StatusErrors.ServiceUnavailable(
                $"no service port \"{port}\" found for service \"{service.Metadata.Name}\""));
        foreach (ApiObject one in server.Objects.List(Slices, call.Namespace))
        {
            Api.Discovery.EndpointSlice slice = (Api.Discovery.EndpointSlice)one;
            if (slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") != service.Metadata.Name)
                continue;
            foreach (Api.Discovery.EndpointPort candidate in slice.Ports)
            {
                if ((candidate.Name ?? "") != wanted.Name || candidate.Port is not { } number)
                    continue;
                foreach (Api.Discovery.Endpoint endpoint in slice.Endpoints)
                {
                    if (endpoint.Conditions.Ready == false || endpoint.Addresses.Count == 0)
                        continue;
                    string query = call.Request.Query.Raw.Length > 0 ? $"?{call.Request.Query.Raw}" : "";
                    return new ProxyReply(
                        new Uri(
                            $"{scheme}://{Bracketed(endpoint.Addresses[0])}:{number}/{call.Request.Info.Tail}{query}"),
                        ToKubelet: false)
                    {
                        PathPrefix = $"/api/v1/namespaces/{call.Namespace}/services/{call.Name}/proxy",
                    };
                }
            }
        }
        return new StatusReply(
            StatusErrors.ServiceUnavailable($"no endpoints available for service \"{service.Metadata.Name}\""));
    }

    // NAME, NAME:PORT or SCHEME:NAME:PORT.
    private static (string Name, string Scheme, string Port) NameOf(string text) => text.Split(':') switch
    {
        [var name] => (name, "http", ""),
        [var name, var port] => (name, "http", port),
        [var scheme, var name, var port] => (name, scheme.Length == 0 ? "http" : scheme, port),
        _ => (text, "http", ""),
    };

    /// <summary>Host and port of a node's kubelet; null when the Node names no address.</summary>
    internal static string? AddressOf(Node node)
    {
        int port = node.Status.DaemonEndpoints.KubeletEndpoint.Port;
        foreach (string type in (string[])["InternalIP", "Hostname", "ExternalIP"])
        {
            foreach (NodeAddress address in node.Status.Addresses)
            {
                if (address.Type == type)
                    return $"{Bracketed(address.Address)}:{(port > 0 ? port : KubeletPortDefault)}";
            }
        }
        return null;
    }

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal)
        ? $"[{address}]" : address;

    private static string Path(Pod pod) => $"{pod.Metadata.Namespace}/{pod.Metadata.Name}";
}
