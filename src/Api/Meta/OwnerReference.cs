namespace Kubesharp.Api.Meta;

/// <summary>An object that this one belongs to. When all owners are gone, the garbage collector deletes it.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference", Atomic = true)]
public sealed partial record OwnerReference
{
    /// <summary>The value with nothing set.</summary>
    public static OwnerReference Empty { get; } = new();

    /// <summary>Group and version of the owner.</summary>
    [Field(5, "apiVersion", Always = true), Required] public string ApiVersion { get; init; } = "";
    /// <summary>The owner's kind.</summary>
    [Field(1, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>The owner's name. It is in the same namespace, or in none.</summary>
    [Field(3, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(4, "uid", Always = true), Required] public string Uid { get; init; } = "";
    /// <summary>True for the one owner that manages the object.</summary>
    [Field(6, "controller")] public bool? Controller { get; init; }
    /// <summary>True when foreground deletion of the owner waits for this object.</summary>
    [Field(7, "blockOwnerDeletion")] public bool? BlockOwnerDeletion { get; init; }
}
