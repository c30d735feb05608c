using Kubesharp.Api.Printing;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api;

/// <summary>
/// The strategy of a version that is stored as another: what holds for the stored version holds for it. Errors name the
/// fields of the stored version, which are the same but for the few that were renamed.
/// </summary>
internal sealed class ConvertedStrategy(Conversion conversion, Strategy stored) : Strategy
{
    public override bool AllowCreateOnUpdate => stored.AllowCreateOnUpdate;
    public override bool AllowUnconditionalUpdate => stored.AllowUnconditionalUpdate;
    public override IReadOnlyList<string> SelectableFields => stored.SelectableFields;
    public override IReadOnlyList<Column> Columns { get; } =
        [.. stored.Columns.Select(column => new ConvertedColumn(column, conversion))];

    public override ApiObject Default(ApiObject value) => Back(stored.Default(There(value)));

    public override ApiObject PrepareForCreate(ApiObject value) => Back(stored.PrepareForCreate(There(value)));

    public override ApiObject Identify(ApiObject value) => Back(stored.Identify(There(value)));

    public override ApiObject PrepareForUpdate(ApiObject value, ApiObject old) =>
        Back(stored.PrepareForUpdate(There(value), There(old)));

    public override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old) =>
        Back(stored.PrepareForStatusUpdate(There(value), There(old)));

    public override void Validate(ApiObject value, FieldErrors errors) => stored.Validate(There(value), errors);

    public override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors) =>
        stored.ValidateUpdate(There(value), There(old), errors);

    public override void ValidateChanged(ApiObject value, ApiObject old, FieldErrors errors) =>
        stored.ValidateChanged(There(value), There(old), errors);

    public override void ValidateStatusUpdate(ApiObject value, ApiObject old, FieldErrors errors) =>
        stored.ValidateStatusUpdate(There(value), There(old), errors);

    public override IReadOnlyList<string> Warnings(ApiObject value) => stored.Warnings(There(value));

    public override (string Reason, string Message)? Completed(ApiObject value) => stored.Completed(There(value));

    public override string? FieldValue(ApiObject value, string field) => stored.FieldValue(There(value), field);

    private ApiObject There(ApiObject value) => conversion.ToStored(value);
    private ApiObject Back(ApiObject value) => conversion.FromStored(value);

    private sealed record ConvertedColumn : Column
    {
        private readonly Column column;
        private readonly Conversion conversion;

        public ConvertedColumn(Column column, Conversion conversion)
            : base(column)
        {
            this.column = column;
            this.conversion = conversion;
        }

        public override Tree Cell(ApiObject value, DateTimeOffset now) => column.Cell(conversion.ToStored(value), now);
    }
}
