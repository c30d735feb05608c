using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>The variables of a container from all their sources.</summary>
internal sealed class EnvironmentVariables(ReferencedObjects objects)
{
    public const string Reason = "CreateContainerConfigError";

    /// <summary>Later sources win: Services, envFrom, env. In the order in which they were first named.</summary>
    /// <exception cref="SetupException">A required source is missing.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> BuildAsync(
        Pod pod, Container container, IReadOnlyDictionary<string, string> services, PodAddresses addresses,
        IReadOnlyDictionary<string, Quantity> allocatable, CancellationToken cancellationToken)
    {
        OrderedDictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (EnvFromSource source in container.EnvFrom)
            await AddAllAsync(variables, pod, source, cancellationToken);
        foreach (EnvVar variable in container.Env)
        {
            string? value = variable.ValueFrom is null
                ? VariableExpansion.Expand(
                    variable.Value, name =>
                        variables.TryGetValue(name, out string? known) ? known : services.GetValueOrDefault(name))
                : await ReadAsync(pod, container, variable.ValueFrom, addresses, allocatable, cancellationToken);
            if (value is not null)
                variables[variable.Name] = value;
        }
        foreach ((string name, string value) in services)
            variables.TryAdd(name, value);
        return [.. variables];
    }

    private async Task AddAllAsync(
        OrderedDictionary<string, string> variables, Pod pod, EnvFromSource source, CancellationToken cancellationToken)
    {
        string namespaceName = pod.Metadata.Namespace;
        if (source.ConfigMapRef is { } configMapRef)
        {
            ConfigMap? configMap = await objects.ConfigMapAsync(
                namespaceName, configMapRef.Name, configMapRef.Optional == true, cancellationToken);
            foreach ((string key, string value) in configMap?.Data ?? Maps.None<string>())
                variables[source.Prefix + key] = value;
        }
        else if (source.SecretRef is { } secretRef)
        {
            Secret? secret = await objects.SecretAsync(
                namespaceName, secretRef.Name, secretRef.Optional == true, cancellationToken);
            foreach ((string key, Bytes value) in secret?.Data ?? Maps.None<Bytes>())
                variables[source.Prefix + key] = value.ToUtf8String();
        }
    }

    private async Task<string?> ReadAsync(
        Pod pod, Container container, EnvVarSource source, PodAddresses addresses,
        IReadOnlyDictionary<string, Quantity> allocatable, CancellationToken cancellationToken)
    {
        if (source.FieldRef is { } field)
        {
            return FieldPaths.Read(pod, field.FieldPath, addresses)
                ?? throw new SetupException(Reason, $"unsupported fieldPath: {field.FieldPath}");
        }
        if (source.ResourceFieldRef is { } resource)
        {
            Container target = resource.ContainerName.Length == 0
                ? container
                : PodContainers.Find(pod, resource.ContainerName)
                    ?? throw new SetupException(Reason, $"container {resource.ContainerName} not found");
            return FieldPaths.Read(target, resource, allocatable)
                ?? throw new SetupException(Reason, $"unsupported container resource : {resource.Resource}");
        }
        string namespaceName = pod.Metadata.Namespace;
        if (source.ConfigMapKeyRef is { } configMapKey)
        {
            bool optional = configMapKey.Optional == true;
            ConfigMap? configMap =
                await objects.ConfigMapAsync(namespaceName, configMapKey.Name, optional, cancellationToken);
            if (configMap?.Data.TryGetValue(configMapKey.Key, out string? value) == true)
                return value;
            return optional ? null : throw new SetupException(
                Reason, $"couldn't find key {configMapKey.Key} in ConfigMap {namespaceName}/{configMapKey.Name}");
        }
        if (source.SecretKeyRef is { } secretKey)
        {
            bool optional = secretKey.Optional == true;
            Secret? secret = await objects.SecretAsync(namespaceName, secretKey.Name, optional, cancellationToken);
            if (secret?.Data.TryGetValue(secretKey.Key, out Bytes value) == true)
                return value.ToUtf8String();
            return optional ? null : throw new SetupException(
                Reason, $"couldn't find key {secretKey.Key} in Secret {namespaceName}/{secretKey.Name}");
        }
        return "";
    }
}
