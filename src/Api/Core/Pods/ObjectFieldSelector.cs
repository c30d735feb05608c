namespace Kubesharp.Api.Core;

/// <summary>A field of the Pod.</summary>
[Definition("io.k8s.api.core.v1.ObjectFieldSelector", Atomic = true)]
public sealed partial record ObjectFieldSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectFieldSelector Empty { get; } = new();

    /// <summary>The version of the Pod that the path is for. Defaults to v1.</summary>
    [Field(1, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>The field's path.</summary>
    [Field(2, "fieldPath", Always = true), Required] public string FieldPath { get; init; } = "";
}
