namespace Kubesharp.Api.Core;

/// <summary>Where the value of a variable comes from. Exactly one field is set.</summary>
[Definition("io.k8s.api.core.v1.EnvVarSource")]
public sealed partial record EnvVarSource
{
    /// <summary>The value with nothing set.</summary>
    public static EnvVarSource Empty { get; } = new();

    /// <summary>
    /// A field of the Pod: metadata.name, metadata.labels['a'], spec.nodeName, status.podIP and some more.
    /// </summary>
    [Field(1, "fieldRef")] public ObjectFieldSelector? FieldRef { get; init; }
    /// <summary>A limit or request of a container.</summary>
    [Field(2, "resourceFieldRef")] public ResourceFieldSelector? ResourceFieldRef { get; init; }
    /// <summary>A key of a ConfigMap.</summary>
    [Field(3, "configMapKeyRef")] public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }
    /// <summary>A key of a Secret.</summary>
    [Field(4, "secretKeyRef")] public SecretKeySelector? SecretKeyRef { get; init; }
    /// <summary>A key of a file that an init container has written.</summary>
    [Field(5, "fileKeyRef")] public FileKeySelector? FileKeyRef { get; init; }
}
