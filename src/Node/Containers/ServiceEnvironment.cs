using System.Globalization;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>The variables that tell a container of Services, as they were when it started.</summary>
internal static class ServiceEnvironment
{
    /// <summary>The API server's Service, and with service links all of the Pod's namespace.</summary>
    public static IReadOnlyDictionary<string, string> For(Pod pod, IEnumerable<Service> services)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (Service service in services.OrderBy(static service => service.Metadata.Name, StringComparer.Ordinal))
        {
            bool isApiServer = service.Metadata is { Namespace: "default", Name: "kubernetes" };
            bool isLinked = pod.Spec.EnableServiceLinks != false
                && service.Metadata.Namespace == pod.Metadata.Namespace;
            bool hasAddress = service.Spec.ClusterIP is not ("" or "None") && service.Spec.Ports.Count > 0;
            if (hasAddress && (isApiServer || isLinked))
                Add(variables, service);
        }
        return variables;
    }

    private static void Add(Dictionary<string, string> variables, Service service)
    {
        string name = Upper(service.Metadata.Name);
        string address = service.Spec.ClusterIP;
        string host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
        variables[$"{name}_SERVICE_HOST"] = address;
        variables[$"{name}_SERVICE_PORT"] = Text(service.Spec.Ports[0].Port);
        for (int index = 0; index < service.Spec.Ports.Count; index++)
        {
            ServicePort port = service.Spec.Ports[index];
            if (port.Name.Length > 0)
                variables[$"{name}_SERVICE_PORT_{Upper(port.Name)}"] = Text(port.Port);
            string protocol = port.Protocol.Length > 0 ? port.Protocol : "TCP";
            string url = $"{protocol.ToLowerInvariant()}://{host}:{Text(port.Port)}";
            string prefix = $"{name}_PORT_{Text(port.Port)}_{protocol.ToUpperInvariant()}";
            if (index == 0)
                variables[$"{name}_PORT"] = url;
            variables[prefix] = url;
            variables[$"{prefix}_PROTO"] = protocol.ToLowerInvariant();
            variables[$"{prefix}_PORT"] = Text(port.Port);
            variables[$"{prefix}_ADDR"] = address;
        }
    }

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
