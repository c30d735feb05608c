using System.Globalization;
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

    private static readonly (string Name, string Kubelets)[] StreamNames =
        [("stderr", "error"), ("stdin", "input"), ("stdout", "output"), ("tty", "tty")];

    private static readonly GroupVersionResource Nodes = new("", "v1", "nodes");

    private readonly ProxyTargets proxies = new(server);

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Request.Method.Length == 0)
            return new StatusReply(StatusErrors.BadRequest("streams need a connection of their own"));
        (string name, _, _) = ProxyTargets.NameOf(call.Name);
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
            (Pod pod, "proxy") => ProxyTargets.ToPod(call, pod),
            (Pod pod, "log") => ToLogs(call, pod),
            (Pod pod, "portforward") => ToPorts(call, pod),
            (Pod pod, _) => ToContainer(call, pod),
            (Node node, _) => proxies.ToNode(call, node),
            (Service service, _) => proxies.ToService(call, service),
            _ => new StatusReply(StatusErrors.PathNotFound()),
        };
    }

    private Reply ToLogs(Call call, Pod pod)
    {
        (string query, Status? error) = LogQuery.For(call.Request.Query, pod.Metadata.Name);
        if (error is not null)
            return new StatusReply(error);
        (string container, error) = ContainerOf(call, pod);
        if (error is not null)
            return new StatusReply(error);
        if (pod.Spec.NodeName.Length == 0)
        {
            // Nothing can have been logged yet.
            return DocumentReply.Text("");
        }
        Reply reply = ToKubelet(pod, $"/containerLogs/{Path(pod)}/{container}{query}");
        return reply is ProxyReply proxy ? proxy with { IsLog = true } : reply;
    }

    private Reply ToContainer(Call call, Pod pod)
    {
        (string container, Status? error) = ContainerOf(call, pod);
        if (error is not null)
            return new StatusReply(error);
        // The kubelet calls some options otherwise than the API: stdin is input, stdout is output.
        StringBuilder query = new();
        if (call.Subresource == "exec")
        {
            foreach (string word in call.Request.Query.All("command"))
                Append(query, "command", word);
        }
        foreach ((string name, string kubelets) in StreamNames)
        {
            if (call.Request.Query.Flag(name))
                Append(query, kubelets, "1");
        }
        return Upgraded(call, pod, $"/{call.Subresource}/{Path(pod)}/{container}{query}");
    }

    private Reply ToPorts(Call call, Pod pod)
    {
        List<string> ports = [];
        foreach (string value in call.Request.Query.All("ports"))
        {
            foreach (string port in value.Split(','))
            {
                if (!int.TryParse(port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
                    return new StatusReply(StatusErrors.BadRequest($"unable to parse \"{port}\" as a port"));
                ports.Add(Revisions.Text(number));
            }
        }
        string query = ports.Count > 0 ? $"?port={string.Join("%2C", ports)}" : "";
        return Upgraded(call, pod, $"/portForward/{Path(pod)}{query}");
    }

    private Reply Upgraded(Call call, Pod pod, string path) => call.Request.IsUpgrade
        ? ToKubelet(pod, path)
        : new StatusReply(StatusErrors.BadRequest("Upgrade request required"));

    private Reply ToKubelet(Pod pod, string path)
    {
        if (pod.Spec.NodeName.Length == 0)
            return new StatusReply(StatusErrors.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned"));
        if (server.Objects.Get(Nodes, "", pod.Spec.NodeName) is not Node node)
            return new StatusReply(StatusErrors.NotFound("", "nodes", pod.Spec.NodeName));
        return AddressOf(node) is { } address
            ? new ProxyReply(new Uri($"https://{address}{path}"), ToKubelet: true) { NodeName = node.Metadata.Name }
            : new StatusReply(StatusErrors.Internal("no preferred addresses found; known addresses: []"));
    }

    private static void Append(StringBuilder query, string name, string value) => query
        .Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));

    // Which container is the default is for clients to know; here a name may only be left out where there is one.
    private static (string Container, Status? Error) ContainerOf(Call call, Pod pod)
    {
        string wanted = call.Request.Query["container"];
        List<string> names =
        [
            .. pod.Spec.InitContainers.Select(static one => one.Name),
            .. pod.Spec.Containers.Select(static one => one.Name),
            .. pod.Spec.EphemeralContainers.Select(static one => one.Name),
        ];
        if (wanted.Length > 0)
        {
            return names.Contains(wanted)
                ? (wanted, null)
                : ("", StatusErrors.BadRequest($"container {wanted} is not valid for pod {pod.Metadata.Name}"));
        }
        return pod.Spec.Containers.Count == 1
            ? (pod.Spec.Containers[0].Name, null)
            : ("", StatusErrors.BadRequest(
                $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: "
                + $"[{string.Join(' ', names)}]"));
    }

    /// <summary>Host and port of a node's kubelet; null when the Node names no address.</summary>
    internal static string? AddressOf(Node node)
    {
        int port = node.Status.DaemonEndpoints.KubeletEndpoint.Port;
        foreach (string type in (string[])["InternalIP", "Hostname", "ExternalIP"])
        {
            foreach (NodeAddress address in node.Status.Addresses)
            {
                if (address.Type == type)
                    return $"{ProxyTargets.Bracketed(address.Address)}:{(port > 0 ? port : KubeletPortDefault)}";
            }
        }
        return null;
    }

    private static string Path(Pod pod) => $"{pod.Metadata.Namespace}/{pod.Metadata.Name}";
}
