using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>IPAddresses: their name is the address, their parent who has it.</summary>
internal sealed class IPAddressStrategy : Strategy<IPAddress>
{
    protected override bool Namespaced => false;
    protected override NameRule NameRule => CheckName;

    private static void CheckName(string name, bool prefix, ref Complaints complaints)
    {
        FieldErrors errors = new();
        AddressRules.CheckCanonical(name, FieldPath.Metadata, errors);
        foreach (FieldError error in errors.Errors)
            complaints.Add(error.Message[(error.Message.IndexOf("\": ", StringComparison.Ordinal) + 3)..]);
    }

    protected override void Validate(IPAddress value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("parentRef");
        if (value.Spec.ParentRef is not { } parent)
        {
            errors.Required(path);
            return;
        }
        if (parent.Group.Length > 0)
            ValueRules.Name(parent.Group, NameRules.Subdomain, path.Child("group"), errors);
        ValueRules.RequiredName(parent.Resource, NameRules.PathSegment, path.Child("resource"), errors);
        ValueRules.RequiredName(parent.Name, NameRules.PathSegment, path.Child("name"), errors);
        if (parent.Namespace.Length > 0)
            ValueRules.Name(parent.Namespace, NameRules.PathSegment, path.Child("namespace"), errors);
    }

    protected override void ValidateUpdate(IPAddress value, IPAddress old, FieldErrors errors)
    {
        if (value.Spec.ParentRef == old.Spec.ParentRef)
            return;
        errors.InvalidShown(FieldPath.Spec.Child("parentRef"),
            value.Spec.ParentRef is { } parent ? ApiJson.ToText(parent) : "null", ValueRules.Immutable);
    }

    public override IReadOnlyList<string> SelectableFields { get; } = [];

    private static string Parent(IPAddress value)
    {
        if (value.Spec.ParentRef is not { } parent)
            return CellText.None;
        string[] parts = [parent.Group, parent.Resource, parent.Namespace, parent.Name];
        return string.Join('/', parts.Where(static part => part.Length > 0));
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<IPAddress>(),
        Printing.Columns.Text<IPAddress>("ParentRef", "Who has the address.", Parent),
    ];
}
