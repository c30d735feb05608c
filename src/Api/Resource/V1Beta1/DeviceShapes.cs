using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>
/// Where v1beta1 says the same as v1 in another shape: the fields of a request stand in it (v1: in exactly), those of a
/// device in basic (v1: in the device).
/// </summary>
internal static class DeviceShapes
{
    private static readonly string[] RequestFields =
        ["deviceClassName", "selectors", "allocationMode", "count", "adminAccess", "tolerations", "capacity"];

    public static TreeObject ClaimToStored(TreeObject claim) =>
        EachOf(claim, RequestToStored, "spec", "devices", "requests");
    public static TreeObject ClaimFromStored(TreeObject claim) =>
        EachOf(claim, RequestFromStored, "spec", "devices", "requests");

    public static TreeObject TemplateToStored(TreeObject template) =>
        EachOf(template, RequestToStored, "spec", "spec", "devices", "requests");
    public static TreeObject TemplateFromStored(TreeObject template) =>
        EachOf(template, RequestFromStored, "spec", "spec", "devices", "requests");

    public static TreeObject SliceToStored(TreeObject slice) => EachOf(slice, DeviceToStored, "spec", "devices");
    public static TreeObject SliceFromStored(TreeObject slice) => EachOf(slice, DeviceFromStored, "spec", "devices");

    private static TreeObject RequestToStored(TreeObject request)
    {
        TreeObject exactly = TreeObject.Empty;
        foreach (string field in RequestFields)
        {
            // The name of the class is always written: empty beside alternatives.
            if (request[field] is { } value && value.Text != "")
                exactly = exactly.With(field, value);
            request = request.Without(field);
        }
        return exactly.Count == 0 ? request : request.With("exactly", exactly);
    }

    private static TreeObject RequestFromStored(TreeObject request)
    {
        if (request["exactly"] is TreeObject exactly)
        {
            foreach ((string field, Tree value) in exactly.Members)
                request = request.With(field, value);
        }
        return request.Without("exactly");
    }

    private static TreeObject DeviceToStored(TreeObject device)
    {
        if (device["basic"] is TreeObject basic)
        {
            foreach ((string field, Tree value) in basic.Members)
                device = device.With(field, value);
        }
        return device.Without("basic");
    }

    private static TreeObject DeviceFromStored(TreeObject device)
    {
        TreeObject basic = device.Without("name");
        TreeObject result = TreeObject.Of(("basic", basic));
        return device["name"] is { } name ? result.With("name", name) : result;
    }

    // The object with each element of the list at the end of the path changed.
    private static TreeObject EachOf(TreeObject value, Func<TreeObject, TreeObject> change, params string[] path)
    {
        if (value[path[0]] is not { } inner)
            return value;
        Tree changed = (path.Length, inner) switch
        {
            (1, TreeList list) =>
                TreeList.Of(list.Select(item => item is TreeObject one ? change(one) : item).ToList()),
            ( > 1, TreeObject deeper) => EachOf(deeper, change, path[1..]),
            _ => inner,
        };
        return value.With(path[0], changed);
    }
}
