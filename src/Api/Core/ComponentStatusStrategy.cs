using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Core;

/// <summary>ComponentStatuses: read only, deprecated, and always healthy where one process is everything.</summary>
internal sealed class ComponentStatusStrategy : Strategy<ComponentStatus>
{
    protected override bool Namespaced => false;

    protected override IReadOnlyList<string> Warnings(ComponentStatus value) =>
        ["v1 ComponentStatus is deprecated in v1.19+"];

    private static string Of(ComponentStatus value, Func<ComponentCondition, string> read, string otherwise)
    {
        foreach (ComponentCondition condition in value.Conditions)
        {
            if (condition.Type == "Healthy")
                return read(condition);
        }
        return otherwise;
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ComponentStatus>(),
        Printing.Columns.Text<ComponentStatus>("Status", "Whether it works.", static value => Of(
            value, static one => one.Status == "True" ? "Healthy" : "Unhealthy", "Unknown")),
        Printing.Columns.Text<ComponentStatus>("Message", "What it says of itself.",
            static value => Of(value, static one => one.Message, "")),
        Printing.Columns.Text<ComponentStatus>("Error", "What is wrong.",
            static value => Of(value, static one => one.Error, "")),
    ];
}
